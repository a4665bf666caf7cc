import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnswer } from './answer.ts';
import { createCleanText } from './clean-text.ts';
import { createSecretFilter } from './secret-filter.ts';

const key = 'sk-canary-0123456789';
const hidden = '‹secret:provider-key›';

function filtered(pieces: readonly string[], keys = [key]): string {
  const filter = createSecretFilter(keys);
  return pieces.map((piece) => filter.push(piece)).join('') + filter.end();
}

function cut(text: string, places: readonly number[]): readonly string[] {
  const ends = [0, ...places.map((place) => place % (text.length + 1)).toSorted((a, b) => a - b), text.length];
  return ends.slice(1).map((end, index) => text.slice(ends[index], end));
}

describe('keys in an answer', () => {
  it('are taken out wherever they are cut', () => {
    const word = fc.constantFrom(key, `${key}${key}`, 'sk-', 'sk-canary', ' and ', key.slice(1), Buffer.from(key).toString('base64'), encodeURIComponent(key), '漢🚀');
    fc.assert(
      fc.property(fc.array(word), fc.array(fc.nat()), (words, places) => {
        const text = filtered(cut(words.join(''), places));
        expect(text).not.toContain(key);
        expect(text).not.toContain(Buffer.from(key).toString('base64').slice(0, 20));
      }),
    );
  });

  it('leave every other text as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('sk-', 'canary', '-0123', 'sk-canary-', '\n', '漢🚀')), fc.array(fc.nat()), (words, places) => {
        const text = words.join('');
        fc.pre(!text.includes(key));
        expect(filtered(cut(text, places))).toBe(text);
      }),
    );
  });

  it('that repeat themselves are found at once', () => {
    expect(filtered(['abababab'], ['abababab'])).toBe(hidden);
    expect(filtered(['x', 'abab', 'abab', 'y'], ['abababab'])).toBe(`x${hidden}y`);
  });

  it('of fewer than 8 characters are words of any text', () => {
    expect(filtered(['a short key'], ['key'])).toBe('a short key');
  });

  it('hold nothing back that cannot become one', () => {
    const filter = createSecretFilter([key]);
    expect([filter.push('Hello sk-'), filter.push('x'), filter.push('sk'), filter.end()]).toEqual(['Hello ', 'sk-x', '', 'sk']);
  });
});

describe('an answer', () => {
  it('is cut at the limit, at the end of a character', () => {
    const shown: string[] = [];
    const answer = createAnswer({ limit: 9, filter: createSecretFilter([]), onText: (text) => shown.push(text) });
    expect([answer.push('abcde'), answer.push('漢字'), answer.push('x')]).toEqual([true, false, false]);
    answer.end();
    expect(shown).toEqual(['abcde', '漢']);
  });
});

describe('foreign text in a message of ours', () => {
  it('is one line without keys and controls, and short', () => {
    const clean = createCleanText([key]);
    expect(clean(`  a\n\u001B[31mb\u202E ${key}\u0000 `)).toBe('a [31mb ‹secret›');
    expect(clean('x'.repeat(400))).toBe(`${'x'.repeat(300)}…`);
  });
});
