import type { Check, ForeignKey, IncomingForeignKey, Key, Unique } from '#contract';
import type { ConstraintRow } from './constraint.sql.ts';
import type { Lookup } from './lookup.ts';

export function foldKey(row: ConstraintRow, lookup: Lookup): Key {
  return { name: row.name, columns: names(row.relation, lookup.constraintShape(row).columns, lookup) };
}

export function foldUnique(row: ConstraintRow, lookup: Lookup): Unique {
  const index = lookup.index(row.index);
  return {
    ...foldKey(row, lookup),
    nullsNotDistinct: index !== undefined && lookup.indexShape(index).nullsNotDistinct,
    deferrable: lookup.constraintShape(row).deferrable,
  };
}

export function foldCheck(row: ConstraintRow, lookup: Lookup): Check {
  return { ...foldKey(row, lookup), definition: row.definition ?? '', validated: lookup.constraintShape(row).validated };
}

/** Null when the referenced table is no model (it belongs to an extension). */
export function foldForeignKey(row: ConstraintRow, lookup: Lookup): ForeignKey | null {
  const references = lookup.modelId(row.referenced);
  if (references === undefined) return null;
  const { validated, deferrable } = lookup.constraintShape(row);
  return { ...keysOf(row, lookup), references, validated, deferrable };
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
  const { columns, referencedColumns, onUpdate, onDelete } = lookup.constraintShape(row);
  return {
    name: row.name,
    columns: names(row.relation, columns, lookup),
    referencedColumns: names(row.referenced, referencedColumns, lookup),
    onUpdate,
    onDelete,
  };
}

function names(relation: number, numbers: readonly number[], lookup: Lookup): string[] {
  return numbers.map((number) => lookup.columnName(relation, number));
}
