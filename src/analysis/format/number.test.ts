import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatCount, formatCounted, formatDuration, formatPercent } from './number.ts';

describe('formatCount', () => {
  it.each([
    [0, '0'], [7, '7'], [999, '999'], [1000, '1,000'], [600_000, '600,000'], [1_234_567.6, '1,234,568'], [-12_345, '-12,345'],
    [-0.2, '0'], [1e21, '1,000,000,000,000,000,000,000'], [Number.NaN, 'not known'], [Infinity, 'not known'],
  ])('prints %d as %s', (value, text) => expect(formatCount(value)).toBe(text));

  it('keeps every digit and groups by three', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (value) => {
        const text = formatCount(value);
        expect(text.replaceAll(',', '')).toBe(String(value));
        expect(text).toMatch(/^\d{1,3}(,\d{3})*$/);
      }),
    );
  });

  it('matches the noun to the number', () => {
    expect([formatCounted(1, 'row'), formatCounted(0, 'row'), formatCounted(12_000, 'row')]).toEqual(['1 row', '0 rows', '12,000 rows']);
    expect(formatCounted(2, 'index', 'indexes')).toBe('2 indexes');
  });
});

describe('formatBytes', () => {
  it.each([
    [0, '0 B'], [512, '512 B'], [1023, '1,023 B'], [1024, '1 kB'], [1536, '1.5 kB'], [8192, '8 kB'], [57 * 1024 ** 2, '57 MB'],
    [1.3 * 1024 ** 2, '1.3 MB'], [9.96 * 1024 ** 2, '10 MB'], [1023.6 * 1024, '1 MB'], [3 * 1024 ** 4, '3 TB'], [2000 * 1024 ** 5, '2,000 PB'],
    [-1, 'not known'],
  ])('prints %d as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('formatPercent', () => {
  it.each([
    [0, '0 %'], [0.0004, '< 0.1 %'], [0.004, '0.4 %'], [0.31, '31 %'], [0.95, '95 %'], [0.996, '99.6 %'], [0.99999, '> 99.9 %'], [1, '100 %'],
  ])('prints %d as %s', (fraction, text) => expect(formatPercent(fraction)).toBe(text));

  it('never shows a part as all or nothing', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (fraction) => {
        expect(['0 %', '100 %']).not.toContain(formatPercent(fraction));
      }),
    );
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'], [0.424, '0.42 ms'], [4.24, '4.2 ms'], [420, '420 ms'], [999.7, '1 s'], [4230, '4.2 s'], [252_000, '4 min 12 s'],
    [11_100_000, '3 h 5 min'],
  ])('prints %d as %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});
