import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFitting } from './use-fitting.ts';

describe('countFitting', () => {
  it('shows all when all fit, without room for a menu', () => {
    expect(countFitting([100, 100, 100], 316)).toBe(3);
  });

  it('leaves room for the menu when one does not fit', () => {
    expect(countFitting([100, 100, 100], 315)).toBe(2);
    expect(countFitting([100, 100, 100], 150)).toBe(0);
  });

  it('never fits more into less room', () => {
    const widths = fc.array(fc.integer({ min: 10, max: 300 }), { maxLength: 6 });
    fc.assert(
      fc.property(widths, fc.nat(2000), fc.nat(2000), (all, one, other) => {
        expect(countFitting(all, Math.min(one, other))).toBeLessThanOrEqual(countFitting(all, Math.max(one, other)));
      }),
    );
  });
});
