import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, holdsSecret } from './redact.ts';

const value = 'correct-horse/7';
const known = [{ kind: 'database-password', value }, { kind: 'database-password', value: encodeURIComponent(value) }];
const redact = (text: string): string => createRedactor(known).redact(text);
const mark = '‹secret:database-password:1›';

describe('known values', () => {
  it.each([
    ['as it is', `a ${value} b`, `a ${mark} b`],
    ['inside a word', `a${value}b`, `a${mark}b`],
    ['over two lines', 'a correct-\n    horse/7 b', `a ${mark} b`],
    ['over three lines of comment', 'a corr\n-- ect-horse\n-- /7 b', `a ${mark} b`],
    ['joined in SQL', "'correct-' || 'horse/7'", `'${mark}'`],
    ['in adjacent literals', "'correct-'\n  'horse/7'", `'${mark}'`],
    ['joined in code', '"correct-" +\n "horse/7"', `"${mark}"`],
    ['with an escaped line end', '"correct-\\nhorse/7"', `"${mark}"`],
    ['with white space inside', 'c o r r e c t - h o r s e / 7', mark],
  ])('are removed %s', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('are removed wherever white space is put into them', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', '', '', ' ', '\n', '\t\n  ', '\r\n'), { minLength: value.length, maxLength: value.length }), fc.string(), (spaces, around) => {
        const text = `${around} ${[...value].map((letter, index) => letter + (spaces[index] ?? '')).join('')} ${around}`;
        const result = redact(text);
        expect(result.replace(/\s+/g, '')).not.toContain(value);
        expect(holdsSecret(result, known)).toBe(false);
      }),
    );
  });

  it('are told when they survive, white space apart', () => {
    expect(holdsSecret({ a: ['correct-\n horse/7'] }, known)).toBe(true);
    expect(holdsSecret(['correct-', 'horse/7'], known)).toBe(true);
    expect(holdsSecret(['correct', 'horse'], known)).toBe(false);
  });

  it('of three characters are too short to be told from words', () => {
    expect(createRedactor([{ kind: 'database-password', value: 'app' }]).redact('the application')).toBe('the application');
  });
});

describe("a project's own shapes", () => {
  const rules = [{ kind: 'acme-key', pattern: 'acme_[a-z0-9]{8}' }, { kind: 'pin', pattern: 'pin (?<value>[0-9]{4})' }];

  it('are removed under their own kind, a group value alone', () => {
    const redactor = createRedactor([], rules);
    expect(redactor.redact('acme_abcd1234 and pin 1234')).toBe('‹secret:acme-key:1› and pin ‹secret:pin:1›');
    expect(redactor.report()).toEqual([{ kind: 'secret:acme-key', count: 1 }, { kind: 'secret:pin', count: 1 }]);
  });

  it('are found split over lines and inside base64', () => {
    expect(createRedactor([], rules).redact('acme_abcd\n   1234')).toBe('‹secret:acme-key:1›');
    expect(createRedactor([], rules).redact(Buffer.from('see acme_abcd1234').toString('base64'))).toMatch(/^‹secret:acme-key:1›=?$/);
  });
});
