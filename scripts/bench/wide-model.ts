import type { Column, Model, ProjectSnapshot } from '#contract';
import { aColumn, aModel, anIndex, aSnapshot } from '../../src/studio/testing/snapshot-factory.ts';

const TYPES = ['bigint', 'text', 'numeric(12,2)', 'timestamp with time zone', 'boolean', 'jsonb'];
const NEIGHBOURS = 49;

/** A project of 50 models, one of them with 30 columns, five foreign keys, eight indexes and every statistic. */
export function wideProject(): ProjectSnapshot {
  const neighbours = Array.from({ length: NEIGHBOURS }, (_, index) => aModel(`public.neighbour_${index}`, { columns: columns(8), rowEstimate: 1000 }));
  return aSnapshot({ models: [...neighbours, wideModel()].toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
}

function wideModel(): Model {
  return aModel('public.wide_orders', {
    displayName: 'WideOrder',
    comment: 'Orders with everything an order can have.',
    columns: columns(30),
    primaryKey: { name: 'wide_orders_pkey', columns: ['column_0'] },
    foreignKeys: [1, 2, 3, 4, 5].map((index) => ({
      name: `wide_orders_column_${index}_fkey`,
      columns: [`column_${index}`],
      references: `public.neighbour_${index}`,
      referencedColumns: ['column_0'],
      onUpdate: 'NO ACTION',
      onDelete: 'CASCADE',
      validated: true,
      deferrable: false,
    })),
    indexes: Array.from({ length: 8 }, (_, index) =>
      anIndex(`wide_orders_${index}_idx`, [`column_${index}`, `column_${index + 8}`], { sizeBytes: 1_000_000 * index, scans: index * 10 }),
    ),
    rowEstimate: 600_000,
    size: { table: 57_000_000, indexes: 40_000_000, toast: 8_192, total: 97_008_192 },
  });
}

function columns(count: number): Column[] {
  return Array.from({ length: count }, (_, index) =>
    aColumn(`column_${index}`, TYPES[index % TYPES.length] ?? 'text', {
      nullable: index % 3 === 0,
      comment: index % 2 === 0 ? `What column ${index} means to those who read it.` : null,
      nullFraction: index / 100,
      distinct: index * 17,
      averageWidth: 8,
    }),
  );
}
