import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byteLength, generatedName, MAX_NAME_BYTES } from './generated-name.ts';

describe('generatedName', () => {
  it('joins table, columns and suffix as PostgreSQL does', () => {
    expect(generatedName({ table: 'orders', columns: ['customer_id'], suffix: 'idx' }, new Set())).toBe('orders_customer_id_idx');
    expect(generatedName({ table: 'orders', columns: [], suffix: 'pkey' }, new Set())).toBe('orders_pkey');
  });

  it('numbers a name that is taken', () => {
    const taken = new Set(['t_a_idx', 't_a_idx1']);
    expect(generatedName({ table: 't', columns: ['a'], suffix: 'idx' }, taken)).toBe('t_a_idx2');
  });

  it('fits 63 bytes whatever the names, and is never taken', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 4 }), (table, columns) => {
        const first = generatedName({ table, columns, suffix: 'fkey' }, new Set());
        const second = generatedName({ table, columns, suffix: 'fkey' }, new Set([first]));
        expect(byteLength(first)).toBeLessThanOrEqual(MAX_NAME_BYTES);
        expect(second).not.toBe(first);
        expect(new TextEncoder().encode(first).length).toBe(byteLength(first));
      }),
    );
  });
});
