import type { Skipped } from '#contract';
import { quoteIdentifier } from '../database-failure.ts';
import type { DatabaseParts } from './catalog-parts.ts';
import { FREEZING_SQL, sessionsSql, TIMEOUTS_SQL, type FreezingRow, type SessionRow, type TimeoutRow } from './live.sql.ts';
import type { PartReader } from './part-reader.ts';
import type { ServerRow } from './server.sql.ts';

/** How the server runs at the moment: limits, transaction ids, sessions. */
export async function readLiveParts(reader: PartReader, server: ServerRow): Promise<Pick<DatabaseParts, 'timeouts' | 'freezing' | 'sessions'>> {
  const [timeouts, freezing, sessions] = await Promise.all([
    reader.read<TimeoutRow>({ name: 'database.timeouts', sql: TIMEOUTS_SQL, needs: ['pg_settings'] }),
    reader.read<FreezingRow>({ name: 'database.freezing', sql: FREEZING_SQL, needs: ['pg_class', 'pg_namespace'] }),
    reader.read<SessionRow>({
      name: 'database.sessions', sql: sessionsSql(server.version_number), needs: ['pg_stat_activity', 'pg_locks', 'pg_blocking_pids(integer)'],
    }),
  ]);
  return { timeouts, freezing, sessions };
}

/** pg_stat_activity shows rows of other roles without their state; whether there are any changes from moment to moment. */
export function describeUnseenSessions({ role, sees_sessions: sees }: ServerRow): Skipped[] {
  if (sees) return [];
  return [{
    part: 'database.sessions',
    reason: `Role "${role}" may not see what sessions of other roles do.`,
    remedy: `GRANT pg_read_all_stats TO ${quoteIdentifier(role)};`,
  }];
}
