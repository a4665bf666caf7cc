import type { IndexRow, IndexShape } from './index.sql.ts';
import type { Lookup } from './lookup.ts';
import type { RelationRow } from './relation.sql.ts';

const DESCENDING = 1;
const NULLS_FIRST = 2;
const DEFAULT_COLLATION = 100;
const VARCHAR = 1043;
const TEXT = 25;
const ANY_ENUM = 3500;

/**
 * The text `pg_get_indexdef` prints, put together from the catalog's columns; null when only the server can tell (other access
 * methods, storage parameters, operator classes and collations that are not the type's own, partitioned indexes).
 * Format: https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/ruleutils.c, pg_get_indexdef_worker.
 */
export function indexText(index: IndexRow, relation: RelationRow, lookup: Lookup): string | null {
  const shape = lookup.indexShape(index);
  if (shape.isPartitioned || shape.hasParameters || (shape.method !== 'btree' && shape.method !== 'hash')) return null;
  const quote = (name: string) => (lookup.needsQuotes(name) ? `"${name.replaceAll('"', '""')}"` : name);
  const texts: string[] = [];
  for (let key = 0; key < shape.keyCount; key += 1) {
    const number = shape.columns[key] ?? 0;
    if (!hasTypesOwnRules({ index, shape, key }, lookup) || (number === 0 && index.key_texts === null)) return null;
    texts.push((index.key_texts?.[key] ?? quote(lookup.columnName(index.relation, number))) + orderText(shape.options[key] ?? 0));
  }
  const included = shape.columns.slice(shape.keyCount).map((number) => quote(lookup.columnName(index.relation, number)));
  return [
    `CREATE ${shape.isUnique ? 'UNIQUE ' : ''}INDEX ${quote(index.name)} ON ${quote(relation.schema)}.${quote(relation.name)}`,
    ` USING ${shape.method} (${texts.join(', ')})`,
    included.length > 0 ? ` INCLUDE (${included.join(', ')})` : '',
    shape.nullsNotDistinct ? ' NULLS NOT DISTINCT' : '',
    index.predicate === null ? '' : ` WHERE ${index.predicate}`,
  ].join('');
}

export function isDescending(option: number): boolean {
  return (option & DESCENDING) !== 0;
}

export function isNullsFirst(option: number): boolean {
  return (option & NULLS_FIRST) !== 0;
}

function orderText(option: number): string {
  if (isDescending(option)) return isNullsFirst(option) ? ' DESC' : ' DESC NULLS LAST';
  return isNullsFirst(option) ? ' NULLS FIRST' : '';
}

/** Whether operator class and collation of this key are surely those that are not printed. */
function hasTypesOwnRules({ index, shape, key }: { index: IndexRow; shape: IndexShape; key: number }, lookup: Lookup): boolean {
  const row = lookup.column(index.relation, shape.columns[key] ?? 0);
  const column = row ? lookup.columnShape(row) : null;
  const type = column?.typeOid ?? index.key_types?.[key];
  const collation = shape.collations[key] ?? 0;
  if (type === undefined || (collation !== 0 && collation !== (column?.collation ?? DEFAULT_COLLATION))) return false;
  const operatorClass = lookup.name('operator_class', shape.operatorClasses[key] ?? 0);
  if (!operatorClass?.is_default) return false;
  const input = operatorClass.type_oid;
  return input === type || (input === TEXT && type === VARCHAR) || (input === ANY_ENUM && Boolean(lookup.type(type)?.labels));
}
