import { MARKER } from '../catalog/sql-text.ts';
import { quoteIdentifier } from '../database-failure.ts';

/** One row: whether and where the extension is, and what its remedy needs to know. */
export const EXTENSION_SQL = `
SELECT ${MARKER} current_user AS role, current_database() AS database,
  (SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements') AS schema,
  EXISTS (SELECT FROM pg_available_extensions() a WHERE a.name = 'pg_stat_statements') AS available,
  (SELECT s.setting FROM pg_settings s WHERE s.name = 'shared_preload_libraries') AS preloaded`;

export interface ExtensionStateRow {
  readonly role: string;
  readonly database: string;
  /** Null: not installed in this database. */
  readonly schema: string | null;
  readonly available: boolean;
  /** Null when the role may not see the setting. */
  readonly preloaded: string | null;
}

/** Twice what is kept: rows of several roles become one statement. */
const ROWS = 1_000;

/** Statements of this database that took most time, ours left out. The columns are those of 1.8 (PostgreSQL 13) and later. */
export function statementsSql(schema: string): string {
  return `
SELECT ${MARKER} s.query, s.calls, s.total_exec_time AS total_ms, s.max_exec_time AS max_ms, s.rows,
  s.shared_blks_hit, s.shared_blks_read, s.temp_blks_written
FROM ${quoteIdentifier(schema)}.pg_stat_statements s
WHERE s.dbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
  AND position('${MARKER}' IN s.query) = 0
ORDER BY s.total_exec_time DESC, s.query COLLATE "C"
LIMIT ${ROWS}`;
}

export interface StatementRow {
  readonly query: string;
  readonly calls: number;
  readonly total_ms: number;
  readonly max_ms: number;
  readonly rows: number;
  readonly shared_blks_hit: number;
  readonly shared_blks_read: number;
  readonly temp_blks_written: number;
}
