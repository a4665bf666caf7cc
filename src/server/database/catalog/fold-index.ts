import type { IndexDefinition, IndexKey } from '#contract';
import { isDescending, isNullsFirst } from './index-text.ts';
import type { IndexRow, IndexShape } from './index.sql.ts';
import type { Lookup } from './lookup.ts';

export interface IndexFacts {
  readonly lookup: Lookup;
  /** By OID. */
  readonly definitions: ReadonlyMap<number, string>;
  /** Name of the constraint by the OID of the index that backs it. */
  readonly constraints: ReadonlyMap<number, string>;
  /** Bytes by OID. */
  readonly sizes: ReadonlyMap<number, number | null>;
}

/** One row of pg_index as the contract's index. */
export function foldIndex(index: IndexRow, facts: IndexFacts): IndexDefinition {
  const shape = facts.lookup.indexShape(index);
  const keys = shape.columns.slice(0, shape.keyCount);
  return {
    name: index.name,
    definition: facts.definitions.get(index.oid) ?? '',
    method: shape.method,
    keys: keys.map((_number, position) => foldKey({ index, shape, position }, facts.lookup)),
    include: shape.columns.slice(shape.keyCount).map((number) => facts.lookup.columnName(index.relation, number)),
    unique: shape.isUnique,
    primary: shape.isPrimary,
    valid: shape.isValid,
    building: shape.isBuilding,
    predicate: index.predicate,
    constraint: facts.constraints.get(index.oid) ?? null,
    sizeBytes: facts.sizes.get(index.oid) ?? null,
    scans: index.scans,
  };
}

interface KeyPlace {
  readonly index: IndexRow;
  readonly shape: IndexShape;
  readonly position: number;
}

function foldKey(place: KeyPlace, lookup: Lookup): IndexKey {
  const { index, shape, position } = place;
  const number = shape.columns[position] ?? 0;
  const option = shape.options[position] ?? 0;
  return {
    column: number === 0 ? null : lookup.columnName(index.relation, number),
    expression: number === 0 ? (index.key_texts?.[position] ?? null) : null,
    descending: isDescending(option),
    nullsFirst: isNullsFirst(option),
    operatorClass: lookup.name('operator_class', shape.operatorClasses[position] ?? 0)?.name ?? '',
    collation: foldCollation(place, lookup),
  };
}

/** Null when it is the column's own, or the database's default. */
function foldCollation({ index, shape, position }: KeyPlace, lookup: Lookup): string | null {
  const oid = shape.collations[position] ?? 0;
  if (oid === 0) return null;
  const column = lookup.column(index.relation, shape.columns[position] ?? 0);
  if (column && lookup.columnShape(column).collation === oid) return null;
  const collation = lookup.name('collation', oid);
  return collation && !collation.is_default ? collation.name : null;
}
