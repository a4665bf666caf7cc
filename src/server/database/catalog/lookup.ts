import { createColumnShapeReader, type ColumnRow, type ColumnShape, type TypeRow } from './column.sql.ts';
import { createConstraintShapeReader, type ConstraintRow, type ConstraintShape } from './constraint.sql.ts';
import { createIndexShapeReader, type IndexRow, type IndexShape, type NameRow } from './index.sql.ts';
import type { RelationRow } from './relation.sql.ts';

/** What the folds look up by OID. */
export interface Lookup {
  modelId(oid: number): string | undefined;
  /** Columns of a relation in order. */
  columns(relation: number): readonly ColumnRow[];
  column(relation: number, number: number): ColumnRow | undefined;
  columnName(relation: number, number: number): string;
  columnShape(row: ColumnRow): ColumnShape;
  constraintShape(row: ConstraintRow): ConstraintShape;
  indexShape(row: IndexRow): IndexShape;
  type(oid: number): TypeRow | undefined;
  name(kind: NameRow['kind'], oid: number): NameRow | undefined;
  /** True when PostgreSQL would quote this name. */
  needsQuotes(name: string): boolean;
}

/** The rows that are looked up. */
export interface LookupRows {
  readonly relations: readonly RelationRow[];
  readonly columns: readonly ColumnRow[];
  readonly types: readonly TypeRow[];
  readonly names: readonly NameRow[];
}

const PLAIN_NAME = /^[a-z_][a-z0-9_]*$/;

export function createLookup(rows: LookupRows): Lookup {
  const models = new Map(rows.relations.map((row) => [row.oid, `${row.schema}.${row.name}`]));
  const columns = groupBy(rows.columns, (row) => row.relation);
  const types = new Map(rows.types.map((row) => [row.oid, row]));
  const operatorClasses = namesOf(rows, 'operator_class');
  const collations = namesOf(rows, 'collation');
  const keywords = new Set(rows.names.filter((row) => row.kind === 'keyword').map((row) => row.name));
  const columnShape = createColumnShapeReader();
  const constraintShape = createConstraintShapeReader();
  const indexShape = createIndexShapeReader();

  const column = (relation: number, number: number) => {
    const all = columns.get(relation);
    const guess = all?.[number - 1]; // right unless a column before it was dropped
    return guess?.number === number ? guess : all?.find((row) => row.number === number);
  };
  return {
    modelId: (oid) => models.get(oid),
    columns: (relation) => columns.get(relation) ?? [],
    column,
    columnName: (relation, number) => column(relation, number)?.name ?? `#${number}`,
    columnShape: (row) => columnShape(row.shape),
    constraintShape: (row) => constraintShape(row.shape),
    indexShape: (row) => indexShape(row.shape),
    type: (oid) => types.get(oid),
    name: (kind, oid) => (kind === 'collation' ? collations : operatorClasses).get(oid),
    needsQuotes: (name) => !PLAIN_NAME.test(name) || keywords.has(name),
  };
}

function namesOf(rows: LookupRows, kind: NameRow['kind']): Map<number, NameRow> {
  return new Map(rows.names.filter((row) => row.kind === kind).map((row) => [row.oid, row]));
}

export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Order by UTF-16 code unit, the same everywhere. */
export function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return compareCodeUnits(a.name, b.name);
}

export function compareCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
