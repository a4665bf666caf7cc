import { createShapeReader, isTrue, numbersOf, shapeSql } from './shape.ts';
import { FIRST_USER_OID, MARKER, oidArray, TOAST_SCHEMA, unlessLocked } from './sql-text.ts';

/**
 * Indexes without their text: `pg_get_indexdef` takes the server longer than everything else together, so plain ones are put
 * together from these columns (index-text.ts) and only the others are asked for. `indnullsnotdistinct` is of 15.
 */
export function indexesSql(versionNumber: number, locked: readonly number[]): string {
  const nullsNotDistinct = versionNumber >= 150000 ? 'i.indnullsnotdistinct' : 'false';
  return `
SELECT ${MARKER} i.indexrelid AS oid, i.indrelid AS relation, c.relname AS name,
  ${shapeSql(
    'c.relkind', 'i.indisunique', 'i.indisprimary', 'i.indisvalid', nullsNotDistinct, 'c.reloptions IS NOT NULL', BUILDING, 'i.indnkeyatts',
    'i.indkey', 'i.indclass', 'i.indcollation', 'i.indoption', 'm.amname',
  )} AS shape,
  CASE WHEN i.indpred IS NOT NULL THEN ${unlessLocked('pg_get_expr(i.indpred, i.indrelid)', 'i.indrelid', locked)} END AS predicate,
  CASE WHEN i.indexprs IS NOT NULL THEN ${unlessLocked(KEY_TEXTS, 'i.indrelid', locked)} END AS key_texts,
  CASE WHEN i.indexprs IS NOT NULL
    THEN array(SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attnum > 0 ORDER BY a.attnum) END AS key_types,
  pg_stat_get_numscans(i.indexrelid) AS scans
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am m ON m.oid = c.relam
WHERE i.indrelid >= ${FIRST_USER_OID} AND c.relnamespace <> ${TOAST_SCHEMA}
ORDER BY i.indrelid, c.relname COLLATE "C"`;
}

/** A subquery for each row costs the server more than the texts: the usual numbers of keys are written out. */
const KEY_TEXTS = `CASE i.indnkeyatts
    ${[1, 2, 3, 4].map((count) => `WHEN ${count} THEN ARRAY[${keyTexts(count)}]`).join('\n    ')}
    ELSE array(SELECT pg_get_indexdef(i.indexrelid, k, false) FROM generate_series(1, i.indnkeyatts) k ORDER BY k) END`;

function keyTexts(count: number): string {
  return Array.from({ length: count }, (_, index) => `pg_get_indexdef(i.indexrelid, ${index + 1}, false)`).join(', ');
}

/** While a CREATE INDEX or REINDEX of it runs. */
const BUILDING = `i.indexrelid = ANY (array(SELECT b.index_relid FROM pg_stat_progress_create_index b WHERE b.index_relid IS NOT NULL))`;

export interface IndexRow {
  readonly oid: number;
  readonly relation: number;
  readonly name: string;
  /** For `readIndexShape`. */
  readonly shape: string;
  readonly predicate: string | null;
  /** Text of each key when one is an expression. */
  readonly key_texts: readonly string[] | null;
  /** Type of each key when one is an expression. */
  readonly key_types: readonly number[] | null;
  readonly scans: number;
}

export interface IndexShape {
  readonly isPartitioned: boolean;
  readonly isUnique: boolean;
  readonly isPrimary: boolean;
  readonly isValid: boolean;
  readonly nullsNotDistinct: boolean;
  readonly hasParameters: boolean;
  readonly isBuilding: boolean;
  readonly keyCount: number;
  /** Numbers of the key columns and then of the included ones; 0 is an expression. */
  readonly columns: readonly number[];
  readonly operatorClasses: readonly number[];
  readonly collations: readonly number[];
  readonly options: readonly number[];
  /** Access method. */
  readonly method: string;
}

export function createIndexShapeReader(): (text: string) => IndexShape {
  return createShapeReader(13, ([kind, unique, primary, valid, notDistinct, parameters, building, keys, columns, classes, collations, options, method]) => ({
    isPartitioned: kind === 'I',
    isUnique: isTrue(unique),
    isPrimary: isTrue(primary),
    isValid: isTrue(valid),
    nullsNotDistinct: isTrue(notDistinct),
    hasParameters: isTrue(parameters),
    isBuilding: isTrue(building),
    keyCount: Number(keys),
    columns: numbersOf(columns),
    operatorClasses: numbersOf(classes),
    collations: numbersOf(collations),
    options: numbersOf(options),
    method: method ?? '',
  }));
}

export function indexTextsSql(oids: readonly number[]): string {
  return `SELECT ${MARKER} o.oid, pg_get_indexdef(o.oid) AS definition FROM unnest(${oidArray(oids)}) o(oid) ORDER BY o.oid`;
}

export interface IndexTextRow {
  readonly oid: number;
  readonly definition: string;
}

/** Names that index columns refer to by OID, and the words that must be quoted as identifiers. */
export const NAMES_SQL = `
SELECT ${MARKER} 'operator_class' AS kind, o.oid, o.opcname::text AS name, o.opcintype AS type_oid, o.opcdefault AS is_default
FROM pg_opclass o
UNION ALL SELECT 'collation', c.oid, c.collname::text, 0::oid, c.collname = 'default' FROM pg_collation c
UNION ALL SELECT 'keyword', 0::oid, k.word, 0::oid, false FROM pg_get_keywords() k WHERE k.catcode <> 'U'
ORDER BY 1, 2, 3`;

export interface NameRow {
  readonly kind: 'operator_class' | 'collation' | 'keyword';
  readonly oid: number;
  readonly name: string;
  readonly type_oid: number;
  readonly is_default: boolean;
}
