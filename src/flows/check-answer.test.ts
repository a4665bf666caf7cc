import { beforeAll, describe, expect, it } from 'vitest';
import type { PackResult, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { buildPack } from './build-pack.ts';
import { checkPackAnswer } from './check-answer.ts';
import { goldenRequests } from './testing/golden-requests.ts';
import { sampleEvidence, sampleSnapshot } from './testing/sample-project.ts';

const snapshot = sampleSnapshot();
let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function packOf(actionKey: string): PackResult {
  const request = goldenRequests.find(({ body }) => body.action_key === actionKey);
  if (request === undefined) throw new Error(actionKey);
  return buildPack(request, snapshot, sampleEvidence(request), { parser });
}

function titles(actionKey: string, answer: string): string[] {
  return checkPackAnswer(answer, packOf(actionKey), { snapshot, parser, today: null }).marks.map(({ title }) => title);
}

/** The headings the action asks for, each with its text or a filler. */
function answerOf(actionKey: string, parts: Readonly<Record<string, string>> = {}): string {
  const headings = [...packOf(actionKey).system_prompt.matchAll(/^## (.+?) {2,}/gm)].map((match) => match[1] ?? '');
  return headings.map((heading) => `## ${heading}\n${parts[heading] ?? 'nothing'}\n`).join('\n');
}

describe('an answer to each of the twelve actions', () => {
  it.each(goldenRequests.map(({ body }) => body.action_key).filter((key) => key !== 'diagnostic_prioritize'))('%s in the asked form has no mark', (key) => {
    expect(titles(key, answerOf(key))).toEqual([]);
  });

  it.each(goldenRequests.map(({ body }) => body.action_key))('%s without its headings is marked', (key) => {
    expect(titles(key, 'Looks good to me.').some((title) => /asked for (is|are) missing/.test(title))).toBe(true);
  });

  it('diagnostic_prioritize ranks the ids of the prompt', () => {
    expect(titles('diagnostic_prioritize', answerOf('diagnostic_prioritize', { Order: '| 1 | d-001 | worst | quick | – |' }))).toEqual([]);
    expect(titles('diagnostic_prioritize', answerOf('diagnostic_prioritize', { Order: '| 1 | d-777 | worst | quick | – |' }))).toEqual([
      'Not ranked: d-001', 'd-777 was not given and cannot be ranked',
    ]);
  });
});

describe('the remedies of the project itself', () => {
  it.each(snapshot.diagnostics.flatMap(({ id, remedy }) => (remedy?.sql == null ? [] : [[id, remedy.sql] as const])))('%s parses and names what is there', (_, sql) => {
    const { marks } = checkPackAnswer(`\`\`\`sql\n${sql}\n\`\`\``, packOf('explain_model'), { snapshot, parser, today: null });
    expect(marks.filter(({ rule }) => ['C001', 'C002', 'C003', 'C004'].includes(rule))).toEqual([]);
  });
});
