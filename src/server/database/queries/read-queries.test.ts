import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { querySchema, type SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { readCatalog } from '../catalog/read-catalog.ts';
import { explainStatement } from '../explain/explain-statement.ts';
import { administer, openOnServer, testEngines, uniqueName, whyNoServer, type TestDatabase } from '../testing/test-databases.ts';
import { readQueries } from './read-queries.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const WORKLOAD = `
CREATE SCHEMA stats; CREATE EXTENSION pg_stat_statements SCHEMA stats;
CREATE SCHEMA shop; CREATE TABLE orders (id int PRIMARY KEY, note text); CREATE TABLE shop.items (id int, order_id int);
SELECT * FROM orders WHERE id = 1; SELECT * FROM orders WHERE id = 2; SELECT  *  FROM orders  WHERE id = 3;
INSERT INTO shop.items VALUES (1, 1);
UPDATE orders SET note = i.id::text FROM shop.items i WHERE i.order_id = orders.id;
SELECT count(*) FROM pg_class; SELECT relname FROM pg_catalog.pg_class LIMIT 1; SELECT interval '1 day' FROM orders;
SET work_mem = '5MB'; RESET work_mem;`;

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

describe('pg_stat_statements', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    const [pglite] = await testEngines();
    test = await pglite.open(WORKLOAD);
  });
  afterAll(() => test.close());

  it('gives the application\'s statements, merged, with models; not ours, not utility, not the catalog', async () => {
    const { models } = await readCatalog(test.db);
    const result = parser.parse('SELECT * FROM orders WHERE id = $1');
    const statement = result.ok ? result.statements[0] : undefined;
    if (statement) await explainStatement(test.db, statement, {});
    const { queries, skipped } = await readQueries(test.db, models, parser);
    expect(skipped).toEqual([]);
    const told = queries.map(({ operation, sql, calls, models: touched }) => ({ operation, sql, calls, models: touched }));
    expect(told.toSorted((a, b) => (a.sql < b.sql ? -1 : 1))).toEqual([
      { operation: 'INSERT', sql: 'INSERT INTO shop.items VALUES ($1, $2)', calls: 1, models: ['shop.items'] },
      { operation: 'SELECT', sql: 'SELECT * FROM orders WHERE id = $1', calls: 3, models: ['public.orders'] },
      { operation: 'SELECT', sql: 'SELECT interval $1 FROM orders', calls: 1, models: ['public.orders'] },
      { operation: 'UPDATE', sql: 'UPDATE orders SET note = i.id::text FROM shop.items i WHERE i.order_id = orders.id', calls: 1, models: ['public.orders', 'shop.items'] },
    ]);
    for (const query of queries) expect(querySchema.parse(query)).toEqual(query);
    const times = queries.map(({ totalMs }) => totalMs ?? 0);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  it('has the id of the parser\'s fingerprint, so that typed SQL finds it', async () => {
    const { queries } = await readQueries(test.db, [], parser);
    const id = parser.fingerprint('select * from orders where id = 99')?.slice(0, 12);
    expect(queries.find((query) => query.id === id)?.sql).toBe('SELECT * FROM orders WHERE id = $1');
  });
});

const missing = await whyNoServer();
describe.skipIf(missing !== null)('a server without usable pg_stat_statements', () => {
  it('is told the SQL that would change that', async () => {
    const role = uniqueName('analyst');
    await administer(`CREATE ROLE ${role} LOGIN`);
    const server = await openOnServer('SELECT 1');
    const skippedFor = async (db: typeof server.db) => (await readQueries(db, [], parser)).skipped;
    const [absent] = await skippedFor(server.db);
    expect(absent).toMatchObject({ part: 'queries', reason: expect.stringMatching(/is not installed/), remedy: expect.stringContaining('CREATE EXTENSION pg_stat_statements;') });
    const installed = await server.execute('CREATE SCHEMA stats; CREATE EXTENSION pg_stat_statements SCHEMA stats').then(() => true, () => false);
    const denied = installed ? await skippedFor(server.connectAs(role)) : [];
    const unloaded = installed ? await skippedFor(server.db) : [];
    await server.close();
    await administer(`DROP ROLE ${role}`);
    if (!installed) return; // this server comes without contrib extensions: the first case is all it can show
    expect(denied).toEqual([{ part: 'queries', reason: expect.stringContaining(`Role "${role}" may not read`), remedy: expect.stringContaining(`GRANT USAGE ON SCHEMA "stats" TO "${role}"; GRANT SELECT ON "stats".pg_stat_statements`) }]);
    for (const entry of unloaded) expect(entry).toMatchObject({ reason: expect.stringContaining('does not load it'), remedy: expect.stringMatching(/^ALTER SYSTEM SET shared_preload_libraries = .*'pg_stat_statements'; and restart/) });
  });
});
