import { describe, expect, it } from 'vitest';
import { createItemFilter } from './list-item.ts';

const items = [{ id: '1', primary: 'order_items', search: 'OrderItem' }, { id: '2', primary: 'customers' }, { id: '3', primary: 'orders', search: 'Order' }];
const idsFor = (text: string) => createItemFilter(items)(text).map((item) => item.id);

describe('createItemFilter', () => {
  it('finds every word in any case and order, in name and search text', () => {
    expect(idsFor('ORDER')).toEqual(['1', '3']);
    expect(idsFor('items order')).toEqual(['1']);
    expect(idsFor('orderitem')).toEqual(['1']);
    expect(idsFor('(')).toEqual([]);
  });

  it('gives the same list back for no words, so that nothing is rendered again', () => {
    expect(createItemFilter(items)('  ')).toBe(items);
  });
});
