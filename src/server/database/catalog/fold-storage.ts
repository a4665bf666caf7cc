import type { Model } from '#contract';
import { groupBy } from './lookup.ts';
import type { ModelParts } from './catalog-parts.ts';
import type { RelationRow } from './relation.sql.ts';

type Size = NonNullable<Model['size']>;

const NOTHING: Size = { table: 0, indexes: 0, toast: 0, total: 0 };

/** Rows and bytes; a partitioned table has none of its own and takes the sum of its partitions. */
export function createStorage({ relations, indexes, ...parts }: Pick<ModelParts, 'relations' | 'indexes' | 'sizes'>) {
  const sizes = parts.sizes === null ? null : new Map(parts.sizes.map((row) => [row.oid, row]));
  const children = groupBy(relations.filter((row) => row.parent !== null), (row) => row.parent ?? 0);

  function ownSize(row: RelationRow): Size | null {
    const measured = sizes?.get(row.oid);
    if (!measured || measured.bytes === null || measured.toast === null) return null;
    const indexBytes = (indexes.get(row.oid) ?? []).reduce((total, index) => total + (index.sizeBytes ?? 0), 0);
    return { table: measured.bytes - measured.toast, indexes: indexBytes, toast: measured.toast, total: measured.bytes + indexBytes };
  }
  function size(row: RelationRow): Size | null {
    if (sizes === null || row.kind === 'v' || row.kind === 'f') return null;
    if (row.kind !== 'p') return ownSize(row);
    return (children.get(row.oid) ?? []).reduce((total, child) => add(total, size(child) ?? NOTHING), NOTHING);
  }
  function rowEstimate(row: RelationRow): number | null {
    if (row.kind === 'v') return null;
    if (row.kind !== 'p' || row.row_estimate !== null) return row.row_estimate;
    const estimates = (children.get(row.oid) ?? []).map(rowEstimate).filter((rows) => rows !== null);
    return estimates.length === 0 ? null : estimates.reduce((total, rows) => total + rows, 0);
  }
  return { size, rowEstimate };
}

function add(a: Size, b: Size): Size {
  return { table: a.table + b.table, indexes: a.indexes + b.indexes, toast: a.toast + b.toast, total: a.total + b.total };
}
