import { FIRST_USER_OID, MARKER, oidArray, TOAST_SCHEMA, unlessLocked } from './sql-text.ts';

/**
 * Indexes without their text: `pg_get_indexdef` takes the server longer than everything else together, so plain ones are put
 * together from these columns (index-text.ts) and only the others are asked for. `indnullsnotdistinct` is of 15.
 */
export function indexesSql(versionNumber: number, locked: readonly number[]): string {
  const nullsNotDistinct = versionNumber >= 150000 ? 'i.indnullsnotdistinct' : 'false';
  return `
SELECT ${MARKER} i.indexrelid AS oid, i.indrelid AS relation, c.relname AS name, m.amname AS method, c.relkind AS kind,
  i.indisunique AS is_unique, i.indisprimary AS is_primary, i.indisvalid AS valid, ${nullsNotDistinct} AS nulls_not_distinct,
  i.indnkeyatts AS key_count, i.indkey::text AS columns, i.indclass::text AS operator_classes, i.indcollation::text AS collations,
  i.indoption::text AS options, c.reloptions IS NOT NULL AS has_parameters,
  CASE WHEN i.indpred IS NOT NULL THEN ${unlessLocked('pg_get_expr(i.indpred, i.indrelid)', 'i.indrelid', locked)} END AS predicate,
  CASE WHEN i.indexprs IS NOT NULL
    THEN ${unlessLocked(KEY_TEXTS, 'i.indrelid', locked)} END AS key_texts,
  CASE WHEN i.indexprs IS NOT NULL
    THEN array(SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid = i.indexrelid AND a.attnum > 0 ORDER BY a.attnum) END AS key_types,
  pg_stat_get_numscans(i.indexrelid) AS scans,
  i.indexrelid = ANY (array(SELECT b.index_relid FROM pg_stat_progress_create_index b WHERE b.index_relid IS NOT NULL)) AS building
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_am m ON m.oid = c.relam
WHERE i.indrelid >= ${FIRST_USER_OID} AND c.relnamespace <> ${TOAST_SCHEMA}
ORDER BY i.indrelid, c.relname COLLATE "C"`;
}

const KEY_TEXTS = 'array(SELECT pg_get_indexdef(i.indexrelid, k, false) FROM generate_series(1, i.indnkeyatts) k ORDER BY k)';

export interface IndexRow {
  readonly oid: number;
  readonly relation: number;
  readonly name: string;
  readonly method: string;
  readonly kind: 'i' | 'I';
  readonly is_unique: boolean;
  readonly is_primary: boolean;
  readonly valid: boolean;
  readonly nulls_not_distinct: boolean;
  readonly key_count: number;
  /** Vectors as the server prints them: numbers with a space between. Column 0 is an expression. */
  readonly columns: string;
  readonly operator_classes: string;
  readonly collations: string;
  readonly options: string;
  readonly has_parameters: boolean;
  readonly predicate: string | null;
  /** Text of each key when one is an expression. */
  readonly key_texts: readonly string[] | null;
  /** Type of each key when one is an expression. */
  readonly key_types: readonly number[] | null;
  readonly scans: number;
  readonly building: boolean;
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
