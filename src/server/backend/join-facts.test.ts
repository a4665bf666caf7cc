import { expect, it } from 'vitest';
import { table } from '../../analysis/testing/model-factory.ts';
import { withBackendNames } from './join-facts.ts';

it('beside a catalog a model has its name from the backend and is known in full', () => {
  const declared = { by: 'Aksara backend', unknown: ['policies'] };
  const [orders, ...others] = withBackendNames([table('orders')], [table('orders', { displayName: 'Order', declared }), table('gone', { declared })]);
  expect(orders).toEqual(table('orders', { displayName: 'Order' }));
  expect(others).toEqual([]);
});
