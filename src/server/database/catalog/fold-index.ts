import type { IndexDefinition, IndexKey } from '#contract';
import { isDescending, isNullsFirst, readVector } from './index-text.ts';
import type { IndexRow } from './index.sql.ts';
import type { Lookup } from './lookup.ts';

export interface IndexFacts {
  readonly lookup: Lookup;
  /** By OID. */
  readonly definitions: ReadonlyMap<number, string>;
  /** Name of the constraint by the OID of the index that backs it. */
  readonly constraints: ReadonlyMap<number, string>;
  /** Bytes by OID. */
  readonly sizes: ReadonlyMap<number, { readonly bytes: number | null }>;
}

/** One row of pg_index as the contract's index. */
export function foldIndex(index: IndexRow, facts: IndexFacts): IndexDefinition {
  const numbers = readVector(index.columns);
  const keys = numbers.slice(0, index.key_count);
  return {
    name: index.name,
    definition: facts.definitions.get(index.oid) ?? '',
    method: index.method,
    keys: keys.map((number, position) => foldKey(index, { number, position }, facts.lookup)),
    include: numbers.slice(index.key_count).map((number) => facts.lookup.columnName(index.relation, number)),
    unique: index.is_unique,
    primary: index.is_primary,
    valid: index.valid,
    building: index.building,
    predicate: index.predicate,
    constraint: facts.constraints.get(index.oid) ?? null,
    sizeBytes: facts.sizes.get(index.oid)?.bytes ?? null,
    scans: index.scans,
  };
}

function foldKey(index: IndexRow, key: { number: number; position: number }, lookup: Lookup): IndexKey {
  const option = readVector(index.options)[key.position] ?? 0;
  const operatorClass = readVector(index.operator_classes)[key.position] ?? 0;
  const column = key.number === 0 ? null : lookup.columnName(index.relation, key.number);
  return {
    column,
    expression: column === null ? (index.key_texts?.[key.position] ?? null) : null,
    descending: isDescending(option),
    nullsFirst: isNullsFirst(option),
    operatorClass: lookup.name('operator_class', operatorClass)?.name ?? '',
    collation: foldCollation(index, key, lookup),
  };
}

/** Null when it is the column's own, or the database's default. */
function foldCollation(index: IndexRow, key: { number: number; position: number }, lookup: Lookup): string | null {
  const oid = readVector(index.collations)[key.position] ?? 0;
  if (oid === 0 || oid === lookup.column(index.relation, key.number)?.collation) return null;
  const collation = lookup.name('collation', oid);
  return collation && !collation.is_default ? collation.name : null;
}
