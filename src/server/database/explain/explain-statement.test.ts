import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { planNodeSchema, type SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { administer, openOnServer, testEngines, uniqueName, whyNoServer, type ServerDatabase, type TestDatabase } from '../testing/test-databases.ts';
import { explainStatement, explainStatementText, type ExplainOptions } from './explain-statement.ts';
import { oneStatement } from '../../../sql/testing/one-statement.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const SCHEMA = `
CREATE SCHEMA hidden;
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL, note text);
CREATE TABLE hidden.secrets (id int);
CREATE SEQUENCE tickets;
INSERT INTO orders SELECT n, n % 100, 'n' FROM generate_series(1, 5000) n;
CREATE INDEX orders_customer ON orders (customer_id);
ANALYZE;`;

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const statement = (sql: string) => oneStatement(parser, sql);

describe.each(await testEngines())('EXPLAIN on $name', ({ missing, open }) => {
  let test: TestDatabase;
  const explain = (sql: string, options: ExplainOptions = {}) => explainStatement(test.db, statement(sql), options);
  const refusal = (sql: string, options: ExplainOptions = {}) => explain(sql, options).then(() => null, (error: unknown) => error);
  beforeAll(async () => {
    if (missing === null) test = await open(SCHEMA);
  });
  afterAll(() => test?.close());

  it.skipIf(missing !== null)('plans a statement with the role\'s names and tells costs, output and settings', async () => {
    const plan = await explain('SELECT note FROM orders WHERE customer_id = 7', { settings: { enable_seqscan: 'off', enable_bitmapscan: 'off' } });
    expect(planNodeSchema.parse(plan.root)).toMatchObject({
      'Node Type': 'Index Scan', 'Index Name': 'orders_customer', Schema: 'public', Output: ['note'], 'Index Cond': '(orders.customer_id = 7)',
    });
    expect(plan).toMatchObject({ analyzed: false, parameters: 'none', settings: { enable_seqscan: 'off', enable_bitmapscan: 'off' } });
    expect(plan.server).toMatch(/^PostgreSQL \d+(\.\d+)?$/);
    expect(plan.root).not.toHaveProperty('Actual Rows');
  });

  it.skipIf(missing !== null)('plans parameters without values', async () => {
    const plan = await explain('SELECT note FROM orders WHERE id = $1 AND note = $2');
    expect(plan.root).toMatchObject({ 'Node Type': 'Index Scan', 'Index Cond': '(orders.id = $1)', Filter: '(orders.note = $2)' });
    expect(plan.parameters).toMatch(/^(generic_plan|prepared)$/);
    expect(plan.settings).not.toHaveProperty('plan_cache_mode');
    expect(await explain('SELECT note FROM orders WHERE id = $1 AND note = $2')).toEqual(plan);
    const insert = await explain('INSERT INTO orders VALUES ($1, $2, $3)');
    expect(insert.root).toMatchObject({ 'Node Type': 'ModifyTable', Operation: 'Insert' });
  });

  it.skipIf(missing !== null)('executes nothing', async () => {
    for (const sql of ['INSERT INTO orders VALUES (0, 0)', 'DELETE FROM orders', 'UPDATE orders SET note = NULL', 'WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone', "SELECT nextval('tickets')"]) {
      await explain(sql);
    }
    expect(await test.db.read((query) => query('SELECT count(*) AS rows, count(note) AS notes FROM public.orders'))).toEqual([{ rows: 5000, notes: 5000 }]);
  });

  it.skipIf(missing !== null)('executes a SELECT when asked, and nothing else', async () => {
    const plan = await explain('SELECT count(*) FROM orders', { analyze: true });
    expect(plan).toMatchObject({ analyzed: true, root: { 'Actual Loops': 1 } });
    const refused = [
      ['DELETE FROM orders', 'DELETE'], ['WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone', 'DELETE'],
      ['SELECT * FROM orders FOR UPDATE', 'locks rows'], ['SELECT * FROM (SELECT * FROM orders FOR SHARE) o', 'locks rows'],
      ['SELECT * INTO copies FROM orders', 'makes a table'], ['SELECT * FROM orders WHERE id = $1', 'no values'], ["SELECT nextval('tickets')", 'would write'],
    ] as const;
    for (const [sql, why] of refused) {
      expect(await refusal(sql, { analyze: true })).toMatchObject({ code: 'NOT_PLANNABLE', message: expect.stringContaining(why) });
    }
    expect(await test.db.read((query) => query('SELECT count(*) AS rows FROM public.orders'))).toEqual([{ rows: 5000 }]);
  });

  it.skipIf(missing !== null)('says what has no plan, and why', async () => {
    expect(await refusal('CREATE TABLE t (id int)')).toMatchObject({ code: 'NOT_PLANNABLE', message: 'PostgreSQL has no plan for CREATE.' });
    expect(await refusal('EXPLAIN SELECT 1')).toMatchObject({ code: 'NOT_PLANNABLE', message: expect.stringContaining('EXPLAIN already') });
    expect(await refusal('SELECT * FROM ordes')).toMatchObject({ code: 'NOT_PLANNABLE', message: expect.stringContaining('"ordes" does not exist') });
    expect(await refusal('SELECT notes FROM orders')).toMatchObject({ code: 'NOT_PLANNABLE', remedy: expect.stringContaining('orders.note') });
    expect(await explain('SELECT id FROM orders WHERE id = $1')).toMatchObject({ root: { 'Index Cond': '(orders.id = $1)' } });
  });

  it.skipIf(missing !== null)('gives EXPLAIN\'s own text', async () => {
    const lines = await explainStatementText(test.db, statement('SELECT note FROM orders WHERE id = $1'));
    expect(lines[0]).toMatch(/^Index Scan using orders_pkey on public\.orders {2}\(cost=0\.28\.\./);
    expect(lines.slice(1, 3)).toEqual(['  Output: note', '  Index Cond: (orders.id = $1)']);
    expect(lines.join('\n')).not.toContain('plan_cache_mode');
  });
});

const missingServer = await whyNoServer();
describe.skipIf(missingServer !== null)('EXPLAIN on a server', () => {
  const role = uniqueName('planner');
  let server: ServerDatabase;
  beforeAll(async () => {
    await administer(`CREATE ROLE ${role} LOGIN`);
    server = await openOnServer(SCHEMA);
  });
  afterAll(async () => {
    await server.close();
    await administer(`DROP ROLE ${role}`);
  });

  it('names the rights the role lacks', async () => {
    const db = server.connectAs(role);
    const select = await explainStatement(db, statement('WITH o AS (SELECT * FROM orders) SELECT * FROM o')).catch((error: unknown) => error);
    expect(select).toMatchObject({ code: 'DATABASE_PERMISSION_DENIED', message: expect.stringContaining('public.orders'), remedy: `GRANT SELECT ON "public"."orders" TO "${role}";` });
    const other = await explainStatement(db, statement('DELETE FROM hidden.secrets WHERE id = $1')).catch((error: unknown) => error);
    expect(other).toMatchObject({
      code: 'DATABASE_PERMISSION_DENIED',
      remedy: `GRANT USAGE ON SCHEMA "hidden" TO "${role}"; GRANT SELECT, DELETE ON "hidden"."secrets" TO "${role}";`,
    });
  });

  it('is not tricked by a database that reads backslashes in strings', async () => {
    const name = new URL(server.url).pathname.slice(1);
    await server.execute(`ALTER DATABASE ${name} SET standard_conforming_strings = off; ALTER DATABASE ${name} SET escape_string_warning = off`);
    const trick = statement(String.raw`SELECT $1::int, 'a\''; COMMIT; SET default_transaction_read_only = off; DROP TABLE orders; --'`);
    const plan = await explainStatement(server.connectAs('postgres'), trick);
    expect(plan.root).toMatchObject({ 'Node Type': 'Result' });
    expect(await server.db.read((query) => query('SELECT count(*) AS rows FROM public.orders'))).toEqual([{ rows: 5000 }]);
  });

  it('stops an execution that takes too long', async () => {
    const slow = statement('SELECT count(*) FROM generate_series(1, 1000000000)');
    expect(await explainStatement(server.db, slow, { analyze: true, timeoutMs: 200 }).catch((error: unknown) => error)).toMatchObject({ code: 'DATABASE_TIMEOUT' });
    expect(await explainStatement(server.db, statement('SELECT 1'))).toMatchObject({ root: { 'Node Type': 'Result' } });
  });

  it('leaves no prepared statement behind', async () => {
    await explainStatement(server.db, statement('SELECT * FROM orders WHERE id = $1'));
    await explainStatement(server.db, statement('SELECT * FROM nowhere WHERE id = $1')).catch(() => undefined); // refused, as it should
    expect(await server.db.read((query) => query('SELECT name FROM pg_prepared_statements'))).toEqual([]);
  });
});
