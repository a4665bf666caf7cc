import { expect, it } from 'vitest';
import { aMigration } from '../../testing/snapshot-factory.ts';
import { groupMigrations } from './group-migrations.ts';

it('groups by app, pending ones first in the order they will run, then the newest', () => {
  const groups = groupMigrations([
    aMigration('blog/1'),
    aMigration('blog/2', { state: 'unknown' }),
    aMigration('shop/1', { state: 'pending' }),
    aMigration('blog/3', { state: 'pending' }),
    aMigration('blog/4', { state: 'pending' }),
  ]);
  expect(groups.map(({ app, pending, migrations }) => ({ app, pending, ids: migrations.map(({ id }) => id) }))).toEqual([
    { app: 'blog', pending: 2, ids: ['blog/3', 'blog/4', 'blog/2', 'blog/1'] },
    { app: 'shop', pending: 1, ids: ['shop/1'] },
  ]);
});

it('has no group without a migration', () => {
  expect(groupMigrations([])).toEqual([]);
});
