import { readExplainEntry, type ExplainEntry } from '#analysis';
import type { ExplainedPlan, SqlStatement } from '#contract';
import type { Database, Query } from '../database.ts';
import { StatementError } from '../statement-error.ts';
import { parameterCount } from '../sql-tree.ts';
import { describeExplainFailure } from './explain-failure.ts';
import { requireAnalyzable, requirePlannable } from './plannable.ts';

export interface ExplainOptions {
  /** Executes the statement, which must be a SELECT that only reads. Default false. */
  readonly analyze?: boolean;
  /** Planner settings to plan under, such as `{ enable_seqscan: 'off' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The plan PostgreSQL makes for one statement, with names resolved as for the connecting role. `$n` are planned generically.
 * Throws `FlowError`: NOT_PLANNABLE (no plan exists, or an object does not), DATABASE_PERMISSION_DENIED, another DATABASE_*.
 */
export async function explainStatement(db: Database, statement: SqlStatement, options: ExplainOptions = {}): Promise<ExplainedPlan> {
  const { analyze = false } = options;
  const { rows, parameters, server } = await explain(db, statement, { ...options, format: 'JSON' });
  const output = readJsonPlan(rows[0]);
  // plan_cache_mode is ours, not the role's
  const { plan_cache_mode: _ours, ...settings } = output.settings;
  return { ...output, settings, analyzed: analyze, parameters, server };
}

/** The same plan as EXPLAIN's own text, line by line. */
export async function explainStatementText(db: Database, statement: SqlStatement, options: ExplainOptions = {}): Promise<string[]> {
  const { rows } = await explain(db, statement, { ...options, format: 'TEXT' });
  return rows.map((row) => withoutOwnSetting(String(row['QUERY PLAN']))).filter((line) => line !== '');
}

function withoutOwnSetting(line: string): string {
  if (!line.startsWith('Settings: ')) return line;
  return line.replace(/(^Settings: |, )plan_cache_mode = 'force_generic_plan'/, '').replace(/^, /, 'Settings: ');
}

interface ExplainRequest extends ExplainOptions {
  readonly format: 'JSON' | 'TEXT';
}

interface ExplainAnswer {
  readonly rows: PlanRow[];
  readonly parameters: ExplainedPlan['parameters'];
  /** Such as `PostgreSQL 15.20`. */
  readonly server: string;
}

type PlanRow = Record<'QUERY PLAN', unknown>;

async function explain(db: Database, statement: SqlStatement, request: ExplainRequest): Promise<ExplainAnswer> {
  requirePlannable(statement);
  if (request.analyze) requireAnalyzable(statement);
  const { timeoutMs, signal } = request;
  const readOptions = { ...(timeoutMs === undefined ? {} : { timeoutMs }), ...(signal ? { signal } : {}), searchPath: 'role' as const };
  let refused: StatementError | null = null;
  const answer = await db.read(async (query) => {
    try {
      return await explainIn(query, statement, request);
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      refused = error; // told after the transaction has ended, which this error aborted
      return null;
    }
  }, readOptions);
  if (answer) return answer;
  throw await describeExplainFailure(db, statement, refused);
}

/** The same inside a transaction that stands, as EXPLAIN's own rows. Throws StatementError when the server refuses. */
export async function explainIn(query: Query, statement: SqlStatement, request: ExplainRequest): Promise<ExplainAnswer> {
  const server = (await query<ServerRow>(SERVER_VERSION_SQL))[0];
  const versionNumber = server?.version_number ?? 0;
  for (const [name, value] of Object.entries(request.settings ?? {})) await query('SELECT /* aksara-studio */ set_config($1, $2, true)', [name, value]);
  const count = parameterCount(statement);
  const version = `PostgreSQL ${server?.version.split(' ')[0] ?? ''}`;
  if (count > 0 && versionNumber < 160000) {
    return { rows: await explainPrepared(query, statement, { count, options: optionList(request) }), parameters: 'prepared', server: version };
  }
  if (count === 0) {
    // in the extended protocol, where the server itself refuses a second statement
    return { rows: await query<PlanRow>(`EXPLAIN (${optionList(request)}) ${statement.text}`, []), parameters: 'none', server: version };
  }
  // values bound there would be planned with, so this goes as plain text; session.ts keeps both lexers at one about where strings end
  const rows = await query<PlanRow>(`EXPLAIN (${optionList(request)}, GENERIC_PLAN) ${statement.text}`);
  return { rows, parameters: 'generic_plan', server: version };
}

const SERVER_VERSION_SQL = `SELECT /* aksara-studio */ current_setting('server_version') AS version, current_setting('server_version_num')::int4 AS version_number`;

interface ServerRow {
  readonly version: string;
  readonly version_number: number;
}

function optionList({ analyze, format }: ExplainRequest): string {
  return `FORMAT ${format}, COSTS, VERBOSE, SETTINGS${analyze ? ', ANALYZE, BUFFERS' : ''}`;
}

const PREPARED = 'aksara_studio_explain';

/** Before 16 there is no GENERIC_PLAN. A prepared statement outlives its transaction, so it is always given back. */
async function explainPrepared(query: Query, statement: SqlStatement, { count, options }: { count: number; options: string }): Promise<PlanRow[]> {
  await query(`SET LOCAL plan_cache_mode = force_generic_plan`);
  await query(`PREPARE ${PREPARED} AS ${statement.text}`, []);
  await query('SAVEPOINT prepared');
  try {
    const values = Array.from({ length: count }, () => 'NULL').join(', ');
    return await query<PlanRow>(`EXPLAIN (${options}) EXECUTE ${PREPARED} (${values})`, []);
  } finally {
    await query(`ROLLBACK TO SAVEPOINT prepared; DEALLOCATE ${PREPARED}`);
  }
}

/** Throws a bug's error when the row holds no plan. */
export function readJsonPlan(row: PlanRow | undefined): ExplainEntry {
  const value: unknown = row?.['QUERY PLAN'];
  const entry = Array.isArray(value) ? readExplainEntry(value[0]) : null;
  if (entry === null) throw new Error('EXPLAIN (FORMAT JSON) answered no plan');
  return entry;
}
