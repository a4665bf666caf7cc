import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { describeQuery, indexCandidates } from '#analysis';
import type { Model, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { readCatalog } from '../catalog/read-catalog.ts';
import type { Database } from '../database.ts';
import { openOnServer, testEngines, whyNoServer, type ServerDatabase, type TestDatabase } from '../testing/test-databases.ts';
import { whatIfIndexes } from './what-if.ts';
import { oneStatement } from '../../../sql/testing/one-statement.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const SCHEMA = `
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL, "Placed" timestamptz NOT NULL, data jsonb);
INSERT INTO orders SELECT n, n % 2000, CASE WHEN n % 10 = 0 THEN 'open' ELSE 'done' END, now() - n * interval '1 minute' FROM generate_series(1, 40000) n;
CREATE TABLE small (id int PRIMARY KEY, a int); INSERT INTO small SELECT n, n FROM generate_series(1, 50) n;
ANALYZE;`;

const SQL = 'SELECT id FROM orders WHERE customer_id = 7';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const statement = (sql: string) => oneStatement(parser, sql);

async function tryOn(db: Database, models: readonly Model[], sql: string) {
  const parsed = statement(sql);
  return whatIfIndexes(db, parsed, indexCandidates(describeQuery(parsed, models), models));
}

async function indexNames(db: Database): Promise<readonly string[]> {
  const rows = await db.read((query) => query<{ name: string }>(`SELECT indexrelid::regclass::text AS name FROM pg_catalog.pg_index WHERE indrelid IN ('public.orders'::regclass, 'public.small'::regclass) ORDER BY 1`));
  return rows.map(({ name }) => name);
}

async function costOf(db: Database): Promise<unknown> {
  return db.read((query) => query(`EXPLAIN (FORMAT JSON) ${SQL}`), { searchPath: 'role' });
}

/** The same promises, however an index is had for one plan. */
function keepsItsPromises(database: () => Database, method: RegExp): void {
  let models: readonly Model[] = [];
  beforeAll(async () => {
    ({ models } = await readCatalog(database()));
  });

  it('tells the cost with and without an index, whether the plan reads it, and its size', async () => {
    const evidence = await tryOn(database(), models, SQL);
    if (!evidence.ok) throw new Error(evidence.reason);
    expect(evidence.method).toMatch(method);
    const [index] = evidence.indexes;
    expect(index).toMatchObject({ model: 'public.orders', columns: [{ name: 'customer_id', descending: false }], definition: 'CREATE INDEX ON public.orders (customer_id)', used: true });
    expect(index?.cost).toBeLessThan(evidence.cost / 2);
    expect(index?.sizeBytes).toBeGreaterThan(100_000);
  });

  it('plans parameters, quoted names and orders', async () => {
    const evidence = await tryOn(database(), models, 'SELECT id FROM orders WHERE customer_id = $1 AND status = $2 ORDER BY "Placed" DESC LIMIT 5');
    if (!evidence.ok) throw new Error(evidence.reason);
    expect(evidence.indexes.map(({ definition }) => definition)).toContain('CREATE INDEX ON public.orders (customer_id, status, "Placed" DESC)');
    expect(evidence.indexes.some(({ used }) => used)).toBe(true);
  });

  it('leaves nothing behind: no index, and the same plan as before', async () => {
    const before = [await indexNames(database()), await costOf(database())];
    await tryOn(database(), models, SQL);
    expect([await indexNames(database()), await costOf(database())]).toEqual(before);
  });

  it('tries nothing where an index cannot help, and says so', async () => {
    for (const sql of ['SELECT 1', 'SELECT * FROM small WHERE a = 1', 'SELECT * FROM orders WHERE id = 1', `SELECT * FROM orders WHERE data @> '{}'`]) {
      expect(await tryOn(database(), models, sql)).toMatchObject({ ok: false, reason: expect.stringContaining('no column') });
    }
  });

  it('goes on after an index that cannot be made', async () => {
    const broken = { model: 'public.orders', columns: [{ name: 'gone', descending: false }], definition: 'CREATE INDEX ON public.orders (gone)' };
    const good = { model: 'public.orders', columns: [{ name: 'customer_id', descending: false }], definition: 'CREATE INDEX ON public.orders (customer_id)' };
    const evidence = await whatIfIndexes(database(), statement(SQL), [broken, good]);
    expect(evidence).toMatchObject({ ok: true, indexes: [{ definition: good.definition, used: true }] });
  });
}

describe('an index that is built and rolled back in PGlite', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    const [pglite] = await testEngines();
    test = await pglite.open(SCHEMA);
  });
  afterAll(() => test.close());
  keepsItsPromises(() => test.db, /rolled back/);
});

const missingServer = await whyNoServer();
const missingExtension = missingServer ?? (await whyNoExtension());

describe.skipIf(missingServer !== null)('a server without HypoPG', () => {
  let server: ServerDatabase;
  beforeAll(async () => {
    server = await openOnServer(SCHEMA);
  });
  afterAll(() => server.close());

  it('says what is missing, and tries nothing', async () => {
    const { models } = await readCatalog(server.db);
    expect(await tryOn(server.db, models, SQL)).toMatchObject({ ok: false, reason: expect.stringContaining('HypoPG'), remedy: expect.stringContaining('CREATE EXTENSION hypopg') });
  });
});

describe.skipIf(missingExtension !== null)('a hypothetical index of HypoPG', () => {
  let server: ServerDatabase;
  beforeAll(async () => {
    server = await openOnServer(`CREATE SCHEMA "Tools"; CREATE EXTENSION hypopg SCHEMA "Tools"; ${SCHEMA}`);
  });
  afterAll(() => server.close());
  keepsItsPromises(() => server.db, /^HypoPG \d/);
});

async function whyNoExtension(): Promise<string | null> {
  const server = await openOnServer('SELECT 1');
  try {
    const found = await server.db.read((query) => query(`SELECT 1 FROM pg_catalog.pg_available_extensions WHERE name = 'hypopg'`));
    if (found.length > 0) return null;
    const reason = 'the server has no HypoPG to install (Debian: postgresql-15-hypopg)';
    process.stderr.write(`Skipped: hypothetical indexes. ${reason}\n`);
    return reason;
  } finally {
    await server.close();
  }
}
