import { describe, expect, it } from 'vitest';
import { formatBytes, formatCompact, formatCount, formatDuration, formatPlural, formatShare } from './format.ts';

describe('numbers', () => {
  it.each([[0, '0'], [812, '812'], [1000, '1 k'], [9_940, '9.9 k'], [600_000, '600 k'], [999_499, '999 k'], [999_500, '1 M'], [1_804_211, '1.8 M'], [2_500_000_000, '2.5 G']])(
    '%d is short as %s',
    (count, text) => expect(formatCompact(count)).toBe(text),
  );
  it.each([[0, '0'], [999, '999'], [600_000, '600,000'], [-1234, '-1,234'], [1234.5, '1,234.5']])('%d is in full %s', (count, text) => expect(formatCount(count)).toBe(text));
  it.each([[0, '0 B'], [1023, '1,023 B'], [8192, '8 kB'], [59_768_832, '57 MB'], [1_363_148, '1.3 MB'], [5 * 1024 ** 4, '5 TB']])('%d bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
  it.each([[0.082, '0.08 ms'], [1.44, '1.4 ms'], [77.5, '78 ms'], [2_300, '2.3 s'], [240_000, '4 min'], [7_200_000, '2 h']])('%d ms are %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
  it.each([[0, '0 %'], [0.001, '< 1 %'], [0.31, '31 %'], [0.997, '> 99 %'], [1, '100 %']])('a share of %d is %s', (share, text) => expect(formatShare(share)).toBe(text));
  it('counts with a word', () => {
    expect([formatPlural(1, 'model'), formatPlural(2000, 'model'), formatPlural(2, 'query', 'queries')]).toEqual(['1 model', '2,000 models', '2 queries']);
  });
});
