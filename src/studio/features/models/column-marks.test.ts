import { expect, it } from 'vitest';
import { aColumn, aModel, anIndex } from '../../testing/snapshot-factory.ts';
import { markColumns } from './column-marks.ts';

const columns = ['id', 'email', 'tenant', 'slug', 'note'].map((name) => aColumn(name, 'text'));
const tenantKey = {
  name: 'fk',
  columns: ['tenant'],
  references: 'public.tenants',
  referencedColumns: ['id'],
  onUpdate: 'NO ACTION',
  onDelete: 'CASCADE',
  validated: true,
  deferrable: false,
} as const;

it('marks primary, unique and foreign key columns', () => {
  const model = aModel('public.users', {
    columns,
    primaryKey: { name: 'pk', columns: ['id'] },
    uniques: [{ name: 'u', columns: ['tenant', 'slug'], nullsNotDistinct: false, deferrable: false }],
    indexes: [anIndex('e', ['email'], { unique: true })],
    foreignKeys: [tenantKey],
  });
  expect(Object.fromEntries(markColumns(model))).toEqual({
    id: { primary: true, unique: null, foreignKeys: [] },
    email: { primary: false, unique: 'alone', foreignKeys: [] },
    tenant: { primary: false, unique: 'together', foreignKeys: [tenantKey] },
    slug: { primary: false, unique: 'together', foreignKeys: [] },
    note: { primary: false, unique: null, foreignKeys: [] },
  });
});

it.each([
  ['partial', anIndex('e', ['email'], { unique: true, predicate: 'deleted_at IS NULL' })],
  ['invalid', anIndex('e', ['email'], { unique: true, valid: false })],
  ['not unique', anIndex('e', ['email'])],
])('an index that is %s makes nothing unique', (_, index) => {
  expect(markColumns(aModel('public.users', { columns, indexes: [index] })).get('email')?.unique).toBeNull();
});
