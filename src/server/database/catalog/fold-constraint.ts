import type { Check, ForeignKey, IncomingForeignKey, Key, Model, Unique } from '#contract';
import type { ConstraintRow, DisabledKeyTriggerRow } from './constraint.sql.ts';
import { byName, compareCodeUnits, groupBy, type Lookup } from './lookup.ts';

export type ModelConstraints = Pick<Model, 'primaryKey' | 'uniques' | 'checks' | 'exclusions' | 'foreignKeys'>;

export interface FoldedConstraints {
  readonly constraints: ReadonlyMap<number, ModelConstraints>;
  readonly incoming: ReadonlyMap<number, readonly IncomingForeignKey[]>;
  /** Name by the OID of the index that backs it. */
  readonly byIndex: ReadonlyMap<number, string>;
}

/** Rows of pg_constraint by the relation they belong to, and foreign keys also by the one they reference. */
export function foldConstraints(rows: readonly ConstraintRow[], disabled: readonly DisabledKeyTriggerRow[], lookup: Lookup): FoldedConstraints {
  const byOid = new Map(rows.filter((row) => row.referenced !== 0).map((row) => [row.oid, row]));
  const byKey = groupBy(disabled, (row) => visibleKey(row.constraint, byOid));
  const own = rows.filter((row) => row.parent === 0 || !isBookkeeping(row, byOid));
  const incoming = groupBy(rows.filter((row) => row.referenced !== 0 && row.parent === 0), (row) => row.referenced);
  return {
    constraints: mapValues(groupBy(own, (row) => row.relation), (group) => foldModelConstraints(group, { lookup, disabled: byKey })),
    incoming: mapValues(incoming, (group) => group.flatMap((row) => foldIncoming(row, lookup) ?? []).toSorted(bySource)),
    byIndex: new Map(rows.filter((row) => row.index !== 0 && row.referenced === 0).map((row) => [row.index, row.name])),
  };
}

/**
 * A foreign key to a partitioned table has, in the same table, one more row for each partition: they only carry the checking. A
 * partition's own copy of its parent's key stands in another table than the parent's and is a key of that partition.
 */
function isBookkeeping(row: ConstraintRow, byOid: ReadonlyMap<number, ConstraintRow>): boolean {
  let parent = byOid.get(row.parent);
  while (parent) {
    if (parent.relation === row.relation) return true;
    parent = byOid.get(parent.parent);
  }
  return false;
}

/** The key whose checking a row carries: its own, or that of the key it is bookkeeping for. */
function visibleKey(oid: number, byOid: ReadonlyMap<number, ConstraintRow>): number {
  const row = byOid.get(oid);
  return row !== undefined && row.parent !== 0 && isBookkeeping(row, byOid) ? visibleKey(row.parent, byOid) : oid;
}

interface KeyContext {
  readonly lookup: Lookup;
  readonly disabled: ReadonlyMap<number, readonly DisabledKeyTriggerRow[]>;
}

function foldModelConstraints(rows: readonly ConstraintRow[], context: KeyContext): ModelConstraints {
  const { lookup } = context;
  let primaryKey: Key | null = null;
  const uniques: Unique[] = [];
  const checks: Check[] = [];
  const exclusions: Model['exclusions'][number][] = [];
  const foreignKeys: ForeignKey[] = [];
  for (const row of rows) {
    const { type, columns, validated, deferrable, nullsNotDistinct } = lookup.constraintShape(row);
    const key = { name: row.name, columns: type === 'f' ? [] : names(row.relation, columns, lookup) };
    const definition = row.definition ?? '';
    if (type === 'p') primaryKey = key;
    else if (type === 'u') uniques.push({ ...key, nullsNotDistinct, deferrable });
    else if (type === 'c') checks.push({ ...key, definition, validated });
    else if (type === 'x') exclusions.push({ name: row.name, definition });
    else foreignKeys.push(...foldForeignKey(row, context));
  }
  return {
    primaryKey,
    uniques: uniques.toSorted(byName),
    checks: checks.toSorted(byName),
    exclusions: exclusions.toSorted(byName),
    foreignKeys: foreignKeys.toSorted(byName),
  };
}

/** None when the referenced table is no model (it belongs to an extension). */
function foldForeignKey(row: ConstraintRow, { lookup, disabled }: KeyContext): ForeignKey[] {
  const references = lookup.modelId(row.referenced);
  if (references === undefined) return [];
  const { validated, deferrable } = lookup.constraintShape(row);
  const triggers = (disabled.get(row.oid) ?? []).map(({ relation, name }) => ({ table: lookup.modelId(relation) ?? references, trigger: name }));
  return [{ ...keysOf(row, lookup), references, validated, deferrable, ...(triggers.length > 0 && { disabledTriggers: triggers }) }];
}

function foldIncoming(row: ConstraintRow, lookup: Lookup): IncomingForeignKey | null {
  const from = lookup.modelId(row.relation);
  return from === undefined ? null : { ...keysOf(row, lookup), from };
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

function bySource(a: IncomingForeignKey, b: IncomingForeignKey): number {
  return compareCodeUnits(a.from, b.from) || byName(a, b);
}

function mapValues<Id, Value, Result>(map: ReadonlyMap<Id, Value>, change: (value: Value) => Result): Map<Id, Result> {
  return new Map([...map].map(([key, value]) => [key, change(value)]));
}
