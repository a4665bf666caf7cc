import type { IndexRow } from './index.sql.ts';
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
  if (index.kind !== 'i' || index.has_parameters || (index.method !== 'btree' && index.method !== 'hash')) return null;
  const quote = (name: string) => (lookup.needsQuotes(name) ? `"${name.replaceAll('"', '""')}"` : name);
  const keys = readVector(index.columns);
  const texts: string[] = [];
  for (let key = 0; key < index.key_count; key += 1) {
    if (!hasTypesOwnRules(index, key, lookup) || (keys[key] === 0 && index.key_texts === null)) return null;
    const text = index.key_texts?.[key] ?? quote(lookup.columnName(index.relation, keys[key] ?? 0));
    texts.push(text + orderText(readVector(index.options)[key] ?? 0));
  }
  const included = keys.slice(index.key_count).map((number) => quote(lookup.columnName(index.relation, number)));
  return [
    `CREATE ${index.is_unique ? 'UNIQUE ' : ''}INDEX ${quote(index.name)} ON ${quote(relation.schema)}.${quote(relation.name)}`,
    ` USING ${index.method} (${texts.join(', ')})`,
    included.length > 0 ? ` INCLUDE (${included.join(', ')})` : '',
    index.nulls_not_distinct ? ' NULLS NOT DISTINCT' : '',
    index.predicate === null ? '' : ` WHERE ${index.predicate}`,
  ].join('');
}

/** Numbers of an int2vector or oidvector. */
export function readVector(text: string): number[] {
  return text === '' ? [] : text.split(' ').map(Number);
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
function hasTypesOwnRules(index: IndexRow, key: number, lookup: Lookup): boolean {
  const column = lookup.column(index.relation, readVector(index.columns)[key] ?? 0);
  const type = column?.type_oid ?? index.key_types?.[key];
  const collation = readVector(index.collations)[key] ?? 0;
  if (type === undefined || (collation !== 0 && collation !== (column?.collation ?? DEFAULT_COLLATION))) return false;
  const operatorClass = lookup.name('operator_class', readVector(index.operator_classes)[key] ?? 0);
  if (!operatorClass?.is_default) return false;
  const input = operatorClass.type_oid;
  return input === type || (input === TEXT && type === VARCHAR) || (input === ANY_ENUM && Boolean(lookup.type(type)?.labels));
}
