import { FIRST_USER_OID, isNotExtensionOwned, isUserSchema, MARKER, oidArray, TOAST_SCHEMA, unlessLocked } from './sql-text.ts';

/** Every relation that is a model, with its counters. Row estimates: -1 means never vacuumed or analysed; before 14 that was 0 with no pages, as for an empty table. */
export function relationsSql(locked: readonly number[]): string {
  return `
SELECT ${MARKER} c.oid, n.nspname AS schema, c.relname AS name, c.relkind AS kind, pg_get_userbyid(c.relowner) AS owner,
  d.description AS comment, c.relrowsecurity AS row_security, c.relforcerowsecurity AS row_security_forced,
  CASE WHEN c.reltuples < 0 OR c.reltuples = 0 AND c.relpages = 0 AND current_setting('server_version_num')::int4 < 140000
      AND coalesce(pg_stat_get_last_analyze_time(c.oid), pg_stat_get_last_autoanalyze_time(c.oid)) IS NULL
    THEN NULL ELSE c.reltuples::float8 END AS row_estimate,
  i.inhparent AS parent,
  CASE WHEN c.relispartition THEN ${unlessLocked('pg_get_expr(c.relpartbound, c.oid)', 'c.oid', locked)} END AS bound,
  CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
  has_table_privilege(c.oid, 'SELECT') AS readable,
  CASE WHEN c.relkind = 'v' THEN coalesce(
    (SELECT o.option_value::bool FROM pg_options_to_table(c.reloptions) o WHERE o.option_name = 'security_invoker'), false) END AS invoker,
  CASE WHEN c.relkind = 'v' THEN (SELECT r.rolsuper OR r.rolbypassrls FROM pg_roles r WHERE r.oid = c.relowner) END AS owner_bypasses,
  pg_stat_get_numscans(c.oid) AS sequential_scans,
  pg_stat_get_tuples_inserted(c.oid) AS inserted, pg_stat_get_tuples_updated(c.oid) AS updated,
  pg_stat_get_tuples_deleted(c.oid) AS deleted, pg_stat_get_live_tuples(c.oid) AS live_rows,
  pg_stat_get_dead_tuples(c.oid) AS dead_rows, pg_stat_get_mod_since_analyze(c.oid) AS modified_since_analyze,
  extract(epoch FROM now() - greatest(pg_stat_get_last_analyze_time(c.oid), pg_stat_get_last_autoanalyze_time(c.oid)))::float8
    AS analyzed_age
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
LEFT JOIN pg_inherits i ON c.relispartition AND i.inhrelid = c.oid
WHERE c.oid >= ${FIRST_USER_OID} AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
  AND ${isUserSchema('n.nspname')} AND ${isNotExtensionOwned('pg_class', 'c.oid')}
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;
}

export interface RelationRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly kind: 'r' | 'p' | 'v' | 'm' | 'f';
  readonly owner: string;
  readonly comment: string | null;
  readonly row_security: boolean;
  readonly row_security_forced: boolean;
  readonly row_estimate: number | null;
  readonly parent: number | null;
  readonly bound: string | null;
  readonly partition_key: string | null;
  readonly readable: boolean;
  /** Of a view: whether `security_invoker` is set, and whether no policy holds for its owner. */
  readonly invoker: boolean | null;
  readonly owner_bypasses: boolean | null;
  readonly sequential_scans: number;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly live_rows: number;
  readonly dead_rows: number;
  readonly modified_since_analyze: number;
  /** Seconds. */
  readonly analyzed_age: number | null;
}

/**
 * Bytes of tables (heap with its maps, and toast apart) and indexes. Opening a relation costs the server more than reading a row
 * of pg_class, so those below `exactFromPages` are taken as of their last vacuum or analyze; 0 measures all.
 */
export function sizesSql(exactFromPages: number, locked: readonly number[]): string {
  const exact = `c.relpages >= ${exactFromPages} OR c.relpages = 0 AND pg_stat_get_live_tuples(c.oid) > 0`;
  return `
SELECT ${MARKER} c.oid,
  CASE WHEN ${exact} THEN pg_table_size(c.oid)
    ELSE (c.relpages + coalesce(t.relpages, 0))::int8 * current_setting('block_size')::int8 END AS bytes,
  CASE WHEN t.oid IS NULL THEN 0
    WHEN ${exact} THEN pg_total_relation_size(t.oid)
    ELSE t.relpages::int8 * current_setting('block_size')::int8 END AS toast
FROM pg_class c LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
WHERE c.oid >= ${FIRST_USER_OID} AND c.relkind IN ('r', 'm', 'i') AND c.relnamespace <> ${TOAST_SCHEMA}
  AND c.oid <> ALL (${oidArray(locked)})
ORDER BY c.oid`;
}

export interface RelationSizeRow {
  readonly oid: number;
  /** With toast. */
  readonly bytes: number | null;
  readonly toast: number | null;
}

/** Queries of views, `limit` at a time: the server keeps a lock on every table they read until the savepoint is rolled back. */
export function viewsSql({ after, limit, locked }: { after: number; limit: number; locked: readonly number[] }): string {
  return `
SELECT ${MARKER} c.oid, pg_get_viewdef(c.oid) AS definition
FROM pg_class c
WHERE c.oid > ${after} AND c.oid >= ${FIRST_USER_OID} AND c.relkind IN ('v', 'm') ${readsNone(locked)}
ORDER BY c.oid
LIMIT ${limit}`;
}

/** Printing a view locks what it reads. */
function readsNone(locked: readonly number[]): string {
  if (locked.length === 0) return '';
  return `AND c.oid <> ALL (${oidArray(locked)}) AND NOT EXISTS (
    SELECT FROM pg_rewrite r JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
    WHERE r.ev_class = c.oid AND d.refobjid = ANY (${oidArray(locked)}))`;
}

export interface ViewRow {
  readonly oid: number;
  readonly definition: string;
}

/** Relations that the query of each view reads itself. */
export const VIEW_READS_SQL = `
SELECT ${MARKER} r.ev_class AS oid, array_agg(DISTINCT d.refobjid ORDER BY d.refobjid) AS relations
FROM pg_rewrite r
JOIN pg_class c ON c.oid = r.ev_class AND c.relkind = 'v'
JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
WHERE r.ev_class >= ${FIRST_USER_OID} AND r.rulename = '_RETURN'
GROUP BY r.ev_class
ORDER BY r.ev_class`;

export interface ViewReadsRow {
  readonly oid: number;
  readonly relations: readonly number[];
}

/** Rights given to others than the owner, on the relation or on single columns; grantee 0 is PUBLIC. */
export const GRANTS_SQL = `
SELECT ${MARKER} g.relation, CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(g.grantee)::text END AS grantee,
  g.privilege, array_agg(g.column_name ORDER BY g.column_number) AS columns
FROM (
  SELECT c.oid AS relation, a.grantee, a.privilege_type AS privilege, NULL::text AS column_name, 0 AS column_number
  FROM pg_class c CROSS JOIN LATERAL aclexplode(c.relacl) a
  WHERE c.relacl IS NOT NULL AND c.oid >= ${FIRST_USER_OID} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.grantee <> c.relowner
  UNION ALL
  SELECT t.attrelid, a.grantee, a.privilege_type, t.attname::text, t.attnum
  FROM pg_attribute t CROSS JOIN LATERAL aclexplode(t.attacl) a
  WHERE t.attacl IS NOT NULL AND t.attrelid >= ${FIRST_USER_OID} AND NOT t.attisdropped
) g
GROUP BY g.relation, g.grantee, g.privilege, g.column_number = 0
ORDER BY g.relation, g.grantee, g.privilege COLLATE "C", g.column_number = 0 DESC`;

export interface GrantRow {
  readonly relation: number;
  readonly grantee: string;
  readonly privilege: string;
  /** `[null]`: on the whole relation. */
  readonly columns: readonly (string | null)[];
}
