import { isUserSchema, MARKER } from './sql-text.ts';

/** One row: what the rest of the reading depends on, and facts that cost next to nothing. */
export const SERVER_SQL = `
SELECT ${MARKER} current_setting('server_version') AS version,
  current_setting('server_version_num')::int4 AS version_number,
  current_database() AS name,
  current_user AS role,
  current_setting('is_superuser') = 'on' AS superuser,
  pg_has_role('pg_read_all_stats', 'USAGE') AS sees_sessions,
  (SELECT count(*) FROM pg_class) AS relations,
  array(SELECT n.nspname::text FROM pg_namespace n WHERE ${isUserSchema('n.nspname')} ORDER BY n.nspname COLLATE "C") AS schemas`;

export interface ServerRow {
  readonly version: string;
  readonly version_number: number;
  readonly name: string;
  readonly role: string;
  readonly superuser: boolean;
  /** May see what sessions of other roles do. */
  readonly sees_sessions: boolean;
  /** Rows of pg_class: how much there is to read. */
  readonly relations: number;
  readonly schemas: readonly string[];
}

export const ACTIVITY_SQL = `
SELECT ${MARKER} array(SELECT l.relation FROM pg_locks l
    WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.granted AND l.pid <> pg_backend_pid()
      AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
    ORDER BY l.relation) AS locked,
  extract(epoch FROM now() - coalesce(s.stats_reset, pg_postmaster_start_time()))::float8 AS statistics_age,
  coalesce(s.blks_hit, 0) AS blocks_hit, coalesce(s.blks_read, 0) AS blocks_read
FROM (SELECT current_database() AS name) d LEFT JOIN pg_stat_database s ON s.datname = d.name`;

export interface ActivityRow {
  /** Relations that another session has locked against reading. */
  readonly locked: readonly number[];
  /** Seconds since the counters began. */
  readonly statistics_age: number | null;
  /** Blocks found in memory, and read from the system, since then. */
  readonly blocks_hit: number;
  readonly blocks_read: number;
}

export const DATABASE_SIZE_SQL = `SELECT ${MARKER} pg_database_size(current_database()) AS bytes`;
/** Without looking at every file, which takes long when there are many: as of the last vacuum or analyze. */
export const DATABASE_PAGES_SQL = `
SELECT ${MARKER} sum(c.relpages::int8) * current_setting('block_size')::int8 AS bytes FROM pg_class c`;
export interface SizeRow {
  readonly bytes: number;
}

export const EXTENSIONS_SQL = `
SELECT ${MARKER} e.extname AS name, e.extversion AS version, a.default_version
FROM pg_extension e LEFT JOIN pg_available_extensions() a ON a.name = e.extname
ORDER BY e.extname COLLATE "C"`;
export interface ExtensionRow {
  readonly name: string;
  readonly version: string;
  readonly default_version: string | null;
}

/** The categories EXPLAIN (SETTINGS) draws from, and the memory settings that steer plans. */
export const PLANNER_SETTINGS_SQL = `
SELECT ${MARKER} s.name, s.setting AS value, s.unit, s.boot_val AS default
FROM pg_settings s
WHERE (s.category LIKE 'Query Tuning%'
    OR s.name IN ('work_mem', 'hash_mem_multiplier', 'temp_buffers', 'max_parallel_workers', 'max_parallel_workers_per_gather',
      'effective_io_concurrency', 'parallel_leader_participation'))
  AND s.setting IS DISTINCT FROM s.boot_val
ORDER BY s.name COLLATE "C"`;
export interface SettingRow {
  readonly name: string;
  readonly value: string;
  readonly unit: string | null;
  readonly default: string | null;
}
