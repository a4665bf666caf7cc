import pg from 'pg';
import type { ExplainedPlan } from '#contract';
import { readExplainEntry } from '../plan/explain-entry.ts';

export interface TestDatabase {
  readonly name: string;
  /** Runs one or more statements; rows of the last one. */
  run<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
  /** EXPLAIN of one statement. */
  explain(sql: string, options?: { readonly analyze?: boolean }): Promise<ExplainedPlan>;
  drop(): Promise<void>;
}

const SERVER = { host: '127.0.0.1', port: 5432, user: 'postgres' };

/** A database of its own on the local PostgreSQL, for tests that measure what the rules claim. */
export async function createTestDatabase(area: string): Promise<TestDatabase> {
  const name = `aksara_analysis_${area}_${process.pid}`;
  await withClient('postgres', async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${name}`);
    await admin.query(`CREATE DATABASE ${name}`);
  });
  const client = new pg.Client({ ...SERVER, database: name });
  await client.connect();
  const run = async <Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> => {
    const result = await client.query<Row>(sql);
    // node-postgres answers a list of results for several statements.
    return Array.isArray(result) ? (result.at(-1)?.rows ?? []) : result.rows;
  };
  return {
    name,
    run,
    async explain(sql, options = {}) {
      const [row] = await run<{ 'QUERY PLAN': unknown[] }>(
        `EXPLAIN (FORMAT JSON, VERBOSE, SETTINGS${options.analyze ? ', ANALYZE, BUFFERS' : ''}) ${sql}`,
      );
      const entry = readExplainEntry(row?.['QUERY PLAN'][0]);
      if (entry === null) throw new Error('EXPLAIN gave no plan');
      return { ...entry, analyzed: options.analyze ?? false, parameters: 'none', server: 'PostgreSQL 15' };
    },
    async drop() {
      await client.end();
      await withClient('postgres', (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}

async function withClient(database: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ ...SERVER, database });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
