import type { Skipped } from '#contract';
import { quoteIdentifier } from '../database-failure.ts';
import { SQL_STATE, type StatementError } from '../statement-error.ts';
import type { ExtensionStateRow } from './statements.sql.ts';

const UNDEFINED_COLUMN = '42703';
const CREATE_EXTENSION = 'CREATE EXTENSION pg_stat_statements;';

/** The extension is not in this database. */
export function describeMissing(state: ExtensionStateRow): Skipped {
  if (!state.available) {
    return skipped(
      `pg_stat_statements is not installed on the server of database "${state.database}".`,
      'Install the package that holds PostgreSQL\'s contrib extensions (postgresql-contrib), then: ' + preloadAnd(state),
    );
  }
  return skipped(`pg_stat_statements is not installed in database "${state.database}".`, preloadAnd(state));
}

/** The extension is there and its view was refused. */
export function describeRefusal(error: StatementError, state: ExtensionStateRow): Skipped {
  switch (error.sqlState) {
    case SQL_STATE.objectNotInPrerequisiteState:
      return skipped('pg_stat_statements is installed but the server does not load it.', preload(state));
    case SQL_STATE.insufficientPrivilege: {
      const schema = quoteIdentifier(state.schema ?? 'public');
      const role = quoteIdentifier(state.role);
      return skipped(
        `Role "${state.role}" may not read pg_stat_statements: ${error.message}`,
        `GRANT USAGE ON SCHEMA ${schema} TO ${role}; GRANT SELECT ON ${schema}.pg_stat_statements TO ${role}; GRANT pg_read_all_stats TO ${role};`,
      );
    }
    case UNDEFINED_COLUMN:
      return skipped('pg_stat_statements is of a version older than the server (before 1.8).', 'ALTER EXTENSION pg_stat_statements UPDATE;');
    case SQL_STATE.queryCanceled:
      return skipped('Reading pg_stat_statements took longer than allowed.', 'Refresh when the server is less busy.');
    default:
      return skipped(`Reading pg_stat_statements failed: ${error.message} (SQLSTATE ${error.sqlState})`, error.hint);
  }
}

/** Statements of other roles, whose text the role may not see. */
export function describeUnseen(count: number, state: ExtensionStateRow): Skipped {
  return skipped(
    `Role "${state.role}" may not see the text of ${count} statements that other roles ran.`,
    `GRANT pg_read_all_stats TO ${quoteIdentifier(state.role)};`,
  );
}

function preloadAnd(state: ExtensionStateRow): string {
  return isPreloaded(state) ? CREATE_EXTENSION : `${preload(state)} Then: ${CREATE_EXTENSION}`;
}

/** Keeps what is loaded already. */
function preload({ preloaded }: ExtensionStateRow): string {
  const libraries = [...(preloaded ?? '').split(',').map((name) => name.trim()).filter(Boolean), 'pg_stat_statements'];
  const list = libraries.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ');
  return `ALTER SYSTEM SET shared_preload_libraries = ${list}; and restart the server.`;
}

/** The setting is hidden from ordinary roles; then the first step is left out. */
function isPreloaded({ preloaded }: ExtensionStateRow): boolean {
  return preloaded === null || preloaded.includes('pg_stat_statements');
}

function skipped(reason: string, remedy: string | null): Skipped {
  return { part: 'queries', reason, remedy };
}
