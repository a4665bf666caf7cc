import { expect, it } from 'vitest';
import { createRecentEntries } from './recent-entries.ts';

it('forgets the entry that was unused longest', () => {
  const entries = createRecentEntries<number>(2);
  entries.set('a', 1);
  entries.set('b', 2);
  entries.get('a');
  entries.set('c', 3);
  expect([entries.get('a'), entries.get('b'), entries.get('c')]).toEqual([1, undefined, 3]);
});
