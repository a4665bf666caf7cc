import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitBlocks } from './answer-blocks.ts';

const texts = (text: string) => splitBlocks(text).map((block) => block.text);

describe('splitBlocks', () => {
  it('cuts at blank lines', () => {
    expect(texts('# Title\n\nOne\ntwo\n\n\nthree')).toEqual(['# Title\n\n', 'One\ntwo\n\n\n', 'three']);
  });

  it('keeps a fence whole, whatever is inside', () => {
    const fence = '```sql\nSELECT 1;\n\n~~~\n\nSELECT 2;\n```\n';
    expect(texts(`a\n\n${fence}\nb`)).toEqual(['a\n\n', `${fence}\n`, 'b']);
    expect(texts('````\n```\n\n```\n````\n\nb')).toEqual(['````\n```\n\n```\n````\n\n', 'b']);
  });

  it('takes a fence that is not closed to the end', () => {
    expect(texts('```\na\n\nb\n\nc')).toHaveLength(1);
  });

  it('keeps a list with blank lines between its items whole', () => {
    expect(texts('1. a\n\n   more\n\n1. b\n\nend')).toEqual(['1. a\n\n   more\n\n1. b\n\n', 'end']);
  });

  it('is the text again, and grows only at its end', () => {
    const word = fc.constantFrom('a', '\n', '\n\n', '```', '~~~', '- ', '1. ', '  ', '\r\n', '`', '> ');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.nat(40), (words, cut) => {
        const whole = splitBlocks(words.join(''));
        expect(whole.map((block) => block.text).join('')).toBe(words.join(''));
        expect(whole.every((block, index) => block.start === (whole[index - 1]?.end ?? 0))).toBe(true);
        const begun = splitBlocks(words.slice(0, cut).join('')).slice(0, -1);
        // The last of the finished ones may still take in a list item or an indented line that had not come.
        expect(whole.slice(0, Math.max(0, begun.length - 1))).toEqual(begun.slice(0, -1));
      }),
    );
  });
});
