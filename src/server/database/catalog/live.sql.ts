import { MARKER } from './sql-text.ts';

/** What a new session of this role begins with: settings of role, database and server, none of which a `SET LOCAL` of ours changes. */
export const TIMEOUTS_SQL = `
SELECT ${MARKER} s.name, s.reset_val::int8 AS milliseconds
FROM pg_settings s
WHERE s.name IN ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout')
ORDER BY s.name COLLATE "C"`;

export interface TimeoutRow {
  readonly name: 'statement_timeout' | 'lock_timeout' | 'idle_in_transaction_session_timeout';
  readonly milliseconds: number;
}

/** Tables, with their toast, whose oldest transaction id is past what makes autovacuum freeze them; the server's limit on every row. */
export const FREEZING_SQL = `
SELECT ${MARKER} x.limit, f.relation, f.age
FROM (SELECT current_setting('autovacuum_freeze_max_age')::int8 AS limit) x
LEFT JOIN LATERAL (
  SELECT n.nspname || '.' || c.relname AS relation, greatest(age(c.relfrozenxid), age(t.relfrozenxid))::int8 AS age
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_class t ON t.oid = c.reltoastrelid AND t.relfrozenxid <> '0'::xid
  WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND c.relfrozenxid <> '0'::xid
    AND greatest(age(c.relfrozenxid), age(t.relfrozenxid)) >= least(x.limit,
      (SELECT o.option_value::int8 FROM pg_options_to_table(c.reloptions) o WHERE o.option_name = 'autovacuum_freeze_max_age'))
) f ON true
ORDER BY f.age DESC, f.relation COLLATE "C"
LIMIT 20`;

export interface FreezingRow {
  readonly limit: number;
  /** Null: there is none, and this is the only row. */
  readonly relation: string | null;
  readonly age: number | null;
}

/**
 * Sessions of clients in this database that run a statement or hold a transaction open; never what they run. How long a lock was
 * waited for is known since 14; before, for how long the statement runs.
 */
export function sessionsSql(versionNumber: number): string {
  const since = versionNumber >= 140000 ? '(SELECT min(l.waitstart) FROM pg_locks l WHERE l.pid = a.pid AND NOT l.granted)' : 'a.query_start';
  return `
SELECT ${MARKER} a.usename AS role, a.application_name AS application, a.state LIKE 'idle in transaction%' AS idle,
  extract(epoch FROM clock_timestamp() - CASE WHEN a.state = 'active' THEN a.query_start ELSE a.state_change END)::float8 AS seconds,
  CASE WHEN cardinality(w.pids) > 0 THEN extract(epoch FROM clock_timestamp() - ${since})::float8 END AS blocked_seconds,
  (SELECT json_agg(json_build_object('role', b.usename, 'state', b.state))
    FROM unnest(w.pids) p(pid) LEFT JOIN pg_stat_activity b ON b.pid = p.pid) AS blockers
FROM pg_stat_activity a
LEFT JOIN LATERAL (SELECT pg_blocking_pids(a.pid) AS pids WHERE a.wait_event_type = 'Lock') w ON true
WHERE a.datname = current_database() AND a.backend_type = 'client backend' AND a.pid <> pg_backend_pid()
  AND a.application_name <> 'aksara-studio' AND (a.state = 'active' OR a.state LIKE 'idle in transaction%')
ORDER BY a.usename COLLATE "C", a.application_name COLLATE "C", a.pid`;
}

export interface SessionRow {
  readonly role: string;
  readonly application: string;
  readonly idle: boolean;
  /** Since it went idle, or since its statement began. */
  readonly seconds: number | null;
  /** Null: nobody blocks it. */
  readonly blocked_seconds: number | null;
  readonly blockers: readonly { readonly role: string | null; readonly state: string | null }[] | null;
}
