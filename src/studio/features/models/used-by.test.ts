import { expect, it } from 'vitest';
import { aMigration, aModel, aQuery, aRoute, aSnapshot } from '../../testing/snapshot-factory.ts';
import { findUses } from './used-by.ts';

const orders = aModel('public.orders');

function migrationWith(text: string) {
  return aMigration('shop/1', { up: { path: 'x.sql', text, sql: true } });
}

it('finds the routes and queries that name the model', () => {
  const touching = aRoute('GET', '/orders', { models: [{ model: 'public.orders', because: 'path' }] });
  const query = aQuery('q1', 'SELECT 1 FROM orders', { models: ['public.orders'] });
  const uses = findUses(orders, aSnapshot({ routes: [aRoute('GET', '/users'), touching], queries: [query, aQuery('q2', 'SELECT 1')] }));
  expect(uses).toEqual({ routes: [{ route: touching, because: 'path' }], queries: [query], migrations: [] });
});

it.each([
  ['ALTER TABLE orders ADD note text', true],
  ['ALTER TABLE public."orders" ADD note text', true],
  ['alter table ORDERS add note text', true],
  ['ALTER TABLE order_items ADD note text', false],
  ['ALTER TABLE preorders ADD note text', false],
  ['ALTER TABLE orders_old DROP note; ALTER TABLE orders ADD note text', true],
  ['ALTER TABLE bestorderséx ADD note text', false],
])('a migration with %s touches it: %s', (text, touches) => {
  const migration = migrationWith(text);
  expect(findUses(orders, aSnapshot({ migrations: [migration] })).migrations).toEqual(touches ? [migration] : []);
});
