import type { Check, ForeignKey, IncomingForeignKey, Key, ReferentialAction, Unique } from '#contract';
import type { ConstraintRow } from './constraint.sql.ts';
import type { Lookup } from './lookup.ts';

/** `pg_constraint.confupdtype` and `confdeltype`. */
const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  a: 'NO ACTION', r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT',
};

export function foldKey(row: ConstraintRow, lookup: Lookup): Key {
  return { name: row.name, columns: names(row.relation, row.columns, lookup) };
}

export function foldUnique(row: ConstraintRow, lookup: Lookup): Unique {
  return {
    ...foldKey(row, lookup),
    nullsNotDistinct: lookup.index(row.index)?.nulls_not_distinct ?? false,
    deferrable: row.deferrable,
  };
}

export function foldCheck(row: ConstraintRow, lookup: Lookup): Check {
  return { ...foldKey(row, lookup), definition: row.definition ?? '', validated: row.validated };
}

/** Null when the referenced table is no model (it belongs to an extension). */
export function foldForeignKey(row: ConstraintRow, lookup: Lookup): ForeignKey | null {
  const references = lookup.modelId(row.referenced);
  if (references === undefined) return null;
  return { ...keysOf(row, lookup), references, validated: row.validated, deferrable: row.deferrable };
}

export function foldIncoming(row: ConstraintRow, lookup: Lookup): IncomingForeignKey | null {
  const from = lookup.modelId(row.relation);
  return from === undefined ? null : { ...keysOf(row, lookup), from };
}

/**
 * A foreign key to a partitioned table has, in the same table, one more row for each partition: they only carry the checking. A
 * partition's own copy of its parent's key stands in another table than the parent's and is a key of that partition.
 */
export function isBookkeeping(row: ConstraintRow, byOid: ReadonlyMap<number, ConstraintRow>): boolean {
  let parent = byOid.get(row.parent);
  while (parent) {
    if (parent.relation === row.relation) return true;
    parent = byOid.get(parent.parent);
  }
  return false;
}

function keysOf(row: ConstraintRow, lookup: Lookup) {
  return {
    name: row.name,
    columns: names(row.relation, row.columns, lookup),
    referencedColumns: names(row.referenced, row.referenced_columns, lookup),
    onUpdate: ACTIONS[row.on_update] ?? 'NO ACTION',
    onDelete: ACTIONS[row.on_delete] ?? 'NO ACTION',
  };
}

function names(relation: number, numbers: readonly number[] | null, lookup: Lookup): string[] {
  return (numbers ?? []).map((number) => lookup.columnName(relation, number));
}
