import { planThresholds, type IndexCandidate } from '#analysis';
import type { PlanNode, SqlStatement, WhatIfEvidence, WhatIfIndex } from '#contract';
import { quoteIdentifier } from '../database-failure.ts';
import type { Database, Query, ReadOptions } from '../database.ts';
import { StatementError } from '../statement-error.ts';
import { explainIn, readJsonPlan } from './explain-statement.ts';
import { requirePlannable } from './plannable.ts';

/**
 * Plans a statement with each of the indexes, which are not kept: by HypoPG where the developer's database has it (the index then
 * exists in this session's planner only), or built and rolled back in an embedded database. None is tried for a plan that is cheap as it
 * is. Throws FlowError NOT_PLANNABLE, DATABASE_*.
 */
export async function whatIfIndexes(db: Database, statement: SqlStatement, candidates: readonly IndexCandidate[], options: Pick<ReadOptions, 'signal'> = {}): Promise<WhatIfEvidence> {
  requirePlannable(statement);
  if (candidates.length === 0) return { ok: false, reason: 'the statement names no column that an index its tables do not have could help with', remedy: null };
  const run = db.tryOut ?? db.read;
  return run(
    async (query) => {
      const trial = db.tryOut ? await builtTrial(query) : await hypotheticalTrial(query);
      return trial === null ? notInstalled(db) : tryEach(query, trial, { statement, candidates });
    },
    { ...options, searchPath: 'role' },
  );
}

/** A way to have an index for one plan. */
interface Trial {
  readonly method: string;
  /** Name by which a plan shows it, and its size in bytes. Throws StatementError for one that cannot be made. */
  make(definition: string): Promise<{ readonly name: string; readonly sizeBytes: number | null }>;
  /** After the savepoint before it was rolled back. */
  drop(): Promise<unknown>;
}

interface TrialOf {
  readonly statement: SqlStatement;
  readonly candidates: readonly IndexCandidate[];
}

async function tryEach(query: Query, trial: Trial, { statement, candidates }: TrialOf): Promise<WhatIfEvidence> {
  const base = await planOf(query, statement);
  if (base.cost < planThresholds.whatIfCost) return { ok: true, method: trial.method, cost: base.cost, indexes: [] };
  const indexes: WhatIfIndex[] = [];
  for (const candidate of candidates) {
    await query('SAVEPOINT what_if');
    try {
      const { name, sizeBytes } = await trial.make(candidate.definition);
      const plan = await planOf(query, statement);
      const { model, columns, definition } = candidate;
      indexes.push({ model, columns, definition, cost: plan.cost, used: plan.indexes.has(name), sizeBytes });
    } catch (error) {
      if (!(error instanceof StatementError)) throw error; // one that cannot be made (a type without an order) tells nothing
    } finally {
      await query('ROLLBACK TO SAVEPOINT what_if');
      await trial.drop();
    }
  }
  return { ok: true, method: trial.method, cost: base.cost, indexes };
}

async function planOf(query: Query, statement: SqlStatement) {
  const { rows } = await explainIn(query, statement, { format: 'JSON' });
  const { root } = readJsonPlan(rows[0]);
  return { cost: typeof root['Total Cost'] === 'number' ? root['Total Cost'] : 0, indexes: new Set(indexNames(root)) };
}

function indexNames(node: PlanNode): readonly string[] {
  const name = node['Index Name'];
  return [...(typeof name === 'string' ? [name] : []), ...(node.Plans ?? []).flatMap(indexNames)];
}

interface ExtensionRow {
  readonly schema: string;
  readonly version: string;
}

const EXTENSION_SQL = `SELECT /* aksara-studio */ n.nspname AS schema, e.extversion AS version
FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'hypopg'`;

/** Null when the database does not have the extension. Its indexes live as long as the session, so each is taken away at once. */
async function hypotheticalTrial(query: Query): Promise<Trial | null> {
  const [extension] = await query<ExtensionRow>(EXTENSION_SQL);
  if (extension === undefined) return null;
  const schema = quoteIdentifier(extension.schema);
  const drop = () => query(`SELECT /* aksara-studio */ ${schema}.hypopg_reset()`);
  await drop();
  return {
    method: `HypoPG ${extension.version}`,
    async make(definition) {
      const [made] = await query<{ readonly name: string; readonly size: number }>(
        `SELECT /* aksara-studio */ indexname AS name, ${schema}.hypopg_relation_size(indexrelid)::float8 AS size FROM ${schema}.hypopg_create_index($1)`, [definition],
      );
      return { name: made?.name ?? '', sizeBytes: made?.size ?? null };
    },
    drop,
  };
}

const BUILT_NAME = 'aksara_studio_what_if';

/** Building reads the table, which its statistics must not count. */
async function builtTrial(query: Query): Promise<Trial> {
  await query('SET LOCAL track_counts = off');
  return {
    method: 'built and rolled back in the embedded sample',
    async make(definition) {
      await query(definition.replace('CREATE INDEX ON', `CREATE INDEX ${BUILT_NAME} ON`));
      const [built] = await query<{ readonly size: number }>(
        `SELECT /* aksara-studio */ pg_relation_size(c.oid)::float8 AS size FROM pg_catalog.pg_class c WHERE c.relname = $1`, [BUILT_NAME],
      );
      return { name: BUILT_NAME, sizeBytes: built?.size ?? null };
    },
    drop: async () => undefined, // the savepoint took it back
  };
}

function notInstalled({ label }: Database): WhatIfEvidence {
  return { ok: false, reason: `HypoPG, which lets the planner see an index that is not built, is not installed in ${label}`, remedy: 'CREATE EXTENSION hypopg;' };
}
