import { describe, expect, it } from 'vitest';
import { plantedSecrets } from '../testing/planted-secrets.ts';
import { secretFamilies } from './find-secrets.ts';
import { createRedactor, holdsSecret } from './redact.ts';
import { patternCost } from './redact-pattern.ts';

const redact = (text: string): string => createRedactor([]).redact(text);
const flat = (text: string): string => text.replace(/\s+|\\n|'\s*\|\|\s*'/g, '');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Cut in `count` parts of equal length. */
function parts(text: string, count: number): readonly string[] {
  const size = Math.ceil(text.length / count);
  return Array.from({ length: count }, (_, index) => text.slice(index * size, (index + 1) * size)).filter((part) => part !== '');
}

describe('secrets of every kind', () => {
  it('are of 40 kinds and more', () => {
    expect(new Set(plantedSecrets.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(90);
  });

  const cases = plantedSecrets.map((planted) => [planted.kind, planted] as const);

  it.each(cases)('%s is removed, and nothing is found again', (_, { text, secret }) => {
    for (const around of [text, `before ${text} after`, `-- ${text}\nSELECT id FROM users;`]) {
      const result = redact(around);
      expect(result).not.toContain(secret);
      expect(result).toContain('‹secret:');
      expect(holdsSecret(result, [])).toBe(false);
    }
  });

  it.each(cases)('%s is removed when it is percent-encoded', (_, { text, secret }) => {
    const result = redact(`https://example.test/?next=${encodeURIComponent(text)}`);
    expect(result).not.toContain(encodeURIComponent(secret));
    expect(decodeURIComponent(result)).not.toContain(secret);
  });

  it.each(cases)('%s is removed when it is base64, alone and inside longer text', (_, { text, secret }) => {
    for (const around of [text, `x ${text}`, `xy: ${text}\nabc`]) {
      const result = redact(`data: ${base64(around)}`);
      const left = [...result.matchAll(/[A-Za-z0-9+/=]{8,}/g)].map(([run]) => Buffer.from(run, 'base64').toString('latin1')).join('\n');
      expect(left).not.toContain(secret);
      expect(result).toContain('‹secret:');
    }
  });

  const splittable = plantedSecrets.filter(({ secret, text }) => secret.length >= 16 && !text.includes('\n') && !secret.includes(' '));

  it.each(splittable.map((planted) => [planted.kind, planted] as const))('%s is removed when it is split over lines or joined from strings', (_, { text, secret }) => {
    for (const joint of ['\n    ', '\\n', "' || '", "' ||\n  '", '" + "']) {
      const [first = '', second = ''] = parts(secret, 2);
      const result = redact(`x = ${text.replace(secret, `${first}${joint}${second}`)}`);
      expect(flat(result)).not.toContain(flat(secret));
      expect(result).not.toContain(second.slice(-8));
    }
  });
});

describe('our patterns', () => {
  const patterns = secretFamilies.flatMap((family) => [family.hint, ...family.patterns.map(({ pattern }) => pattern)]);

  it.each(patterns.map((pattern) => [pattern.source.slice(0, 60), pattern] as const))('%s repeats nothing without a limit', (_, pattern) => {
    expect(patternCost(pattern.source, pattern.flags).isBounded).toBe(true);
  });

  it.each(['password = password: Bearer eyJ sk- postgres://a:', "password '", '-----BEGIN PRIVATE KEY-----', "'||'", '%41', 'ghp_', 'A', 'a1B', '\n', 'token=x\n'])('look at a long run of %j to its end', (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    expect(createRedactor([]).redact(`${text} AKIAQ3EGTZ7W5XKJ2MNB`)).not.toContain('AKIAQ3');
  });
});
