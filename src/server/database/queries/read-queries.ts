import { FlowError, type Model, type Query, type Skipped, type SqlParser } from '#contract';
import type { CatalogOptions } from '../catalog/read-catalog.ts';
import type { Database } from '../database.ts';
import { StatementError } from '../statement-error.ts';
import { foldQueries } from './fold-queries.ts';
import { EXTENSION_SQL, type ExtensionStateRow, type StatementRow, statementsSql } from './statements.sql.ts';
import { describeMissing, describeRefusal, describeUnseen } from './unavailable.ts';

/** What pg_stat_statements shows to a role that may not read other roles' statements. */
const HIDDEN = '<insufficient privilege>';

/**
 * The statements of pg_stat_statements that took most time, at most 500, most first; what differs in constants only is one. Without
 * the extension or the right to it: none, and `skipped` says what would change that. Throws `FlowError` DATABASE_*.
 */
export async function readQueries(
  db: Database,
  models: readonly Model[],
  parser: SqlParser,
  options: CatalogOptions = {},
): Promise<{ queries: Query[]; skipped: Skipped[] }> {
  const { state, rows, refusal } = await readStatements(db, options);
  if (state.schema === null) return { queries: [], skipped: [describeMissing(state)] };
  if (refusal) return { queries: [], skipped: [describeRefusal(refusal, state)] };
  const visible = rows.filter((row) => row.query !== HIDDEN);
  const hidden = rows.length - visible.length;
  return { queries: foldQueries(visible, models, parser), skipped: hidden > 0 ? [describeUnseen(hidden, state)] : [] };
}

interface Statements {
  readonly state: ExtensionStateRow;
  readonly rows: StatementRow[];
  readonly refusal: StatementError | null;
}

function readStatements(db: Database, options: CatalogOptions): Promise<Statements> {
  return db.read(async (query) => {
    const state = (await query<ExtensionStateRow>(EXTENSION_SQL))[0];
    if (!state) throw new FlowError('DATABASE_ERROR', `${db.label} answered nothing about its extensions.`);
    if (state.schema === null) return { state, rows: [], refusal: null };
    try {
      return { state, rows: await query<StatementRow>(statementsSql(state.schema)), refusal: null };
    } catch (error) {
      if (error instanceof StatementError) return { state, rows: [], refusal: error };
      throw error;
    }
  }, options);
}
