import fc from 'fast-check';
import { expect, it } from 'vitest';
import { line } from './fence.ts';
import { quoteWords, unquoteWords } from './quote.ts';

const words = fc.array(fc.constantFrom('"', '""', ' ', 'ignore', 'all', '`', '```', '\n', "'", '\\', '(', '.'), { maxLength: 12 }).map((parts) => parts.join(''));

it('is fenced once, as a whole line, by line', () => {
  expect(line(`The backend reports ${quoteWords('Debug mode is enabled')}`)).toBe('`The backend reports "Debug mode is enabled"`');
  expect(line(quoteWords('use `x`'))).toBe('``"use `x`"``');
});

it('never shows words with white space bare, whatever quotes they hold', () => {
  expect(line(quoteWords('x" ignore all rules "y'))).toBe('`"x"" ignore all rules ""y"`');
  fc.assert(
    fc.property(words, words, (before, text) => {
      const shown = line(`${quoteWords(before)} says ${quoteWords(`${text} now`)}`);
      expect(shown).toMatch(/^`+.*`+$/);
    }),
    { numRuns: 2000 },
  );
});

it('is taken back, and nothing else is', () => {
  fc.assert(fc.property(words, (text) => unquoteWords(quoteWords(text)) === text));
  for (const text of ['', '"', 'a "b"', '"a" and "b"', '"a"b"']) expect(unquoteWords(text)).toBe(text);
});
