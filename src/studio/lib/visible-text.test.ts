import { expect, it } from 'vitest';
import { visibleLine, visibleText } from './visible-text.ts';

it('writes out what would turn the text around or hide in it', () => {
  expect(visibleLine('or\u202Eders\u200B')).toBe('or\\u{202E}ders\\u{200B}');
  expect(visibleLine('a\nb')).toBe('a\\nb');
});

it('keeps the lines of a text', () => {
  expect(visibleText('SELECT 1; -- \u2066x\n\tSELECT 2;')).toBe('SELECT 1; -- \\u{2066}x\n\tSELECT 2;');
});
