import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { describe, expect, it } from 'vitest';
import { plantedSecrets } from '../testing/planted-secrets.ts';
import { createRedactor } from './redact.ts';

const RULE = '@secretlint/secretlint-rule-preset-recommend';

/** What secretlint's recommended rules find in a text, connection strings apart whose password is a placeholder already. */
async function lint(content: string): Promise<readonly string[]> {
  const result = await lintSource({
    source: { filePath: 'pack.txt', content, contentType: 'text' },
    options: { config: { rules: [{ id: RULE, rule: creator }] } },
  });
  return result.messages.map(({ range, ruleId }) => `${ruleId}: ${content.slice(...range)}`).filter((message) => !message.includes(':‹secret:'));
}

describe('secretlint as an oracle', () => {
  const corpus = plantedSecrets.flatMap(({ text }) => [text, `before ${text} after`, `const x = "${text.replaceAll('"', '')}";`]);

  it('finds enough in the corpus to be one', async () => {
    const kinds = new Set((await Promise.all(corpus.map(lint))).flat().map((message) => message.split(':')[0]));
    expect(kinds.size).toBeGreaterThanOrEqual(15);
  });

  it('finds nothing in what is left of it', async () => {
    const found = await Promise.all(corpus.map((text) => lint(createRedactor([]).redact(text))));
    expect(found.flat()).toEqual([]);
    expect(await lint(createRedactor([]).redact(corpus.join('\n')))).toEqual([]);
  });
});
