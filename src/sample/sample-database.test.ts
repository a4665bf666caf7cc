import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appliedMigrations, loadSample, migrationFiles, readWorkload, sampleFiles, workloadValues } from './index.ts';

interface SampleDatabase {
  run(sql: string): Promise<unknown>;
  rows(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** Set by scripts/test.ts, which says why when there is none. */
const server = process.env['TEST_DATABASE_URL'];

describe('the sample on PGlite', () => {
  testSample(openPglite);
});
describe.skipIf(!server)('the sample on PostgreSQL (TEST_DATABASE_URL)', () => {
  testSample(() => openNative(server ?? ''));
});

function testSample(open: () => Promise<SampleDatabase>): void {
  let database: SampleDatabase;
  const column = async (sql: string) => (await database.rows(sql)).map((row) => Object.values(row)[0]);
  const count = async (sql: string) => Number((await column(`SELECT count(*) FROM ${sql}`))[0]);

  beforeAll(async () => {
    database = await open();
    await loadSample((sql) => database.run(sql));
  }, 180_000);
  afterAll(() => database.close());

  it('has enough rows for plans to mean something, and few pending orders', async () => {
    expect(await count('orders')).toBe(52_000);
    expect(await count('order_items')).toBeGreaterThan(120_000);
    expect(await count('users')).toBe(16_000);
    expect(await count('comments')).toBeGreaterThanOrEqual(20_000);
    const pending = await count("orders WHERE status = 'pending'");
    expect(pending > 0 && pending < 1_000).toBe(true);
  });

  it('tells a consistent story', async () => {
    expect(await count('orders o JOIN users u ON u.id = o.user_id WHERE o.created_at < u.created_at')).toBe(0);
    expect(await count("comments c JOIN posts p ON p.id = c.post_id WHERE p.status = 'draft' OR c.created_at < p.published_at")).toBe(0);
    expect(await count('comments c JOIN comments p ON p.id = c.parent_id WHERE c.post_id <> p.post_id')).toBe(0);
    expect(await count('orders o JOIN order_totals t ON t.order_id = o.id WHERE o.total <> t.items_total - o.discount + o.shipping_cost')).toBe(0);
    expect(await count("orders WHERE created_at >= '2026-01-01 00:00+00'")).toBe(0);
  });

  it('holds the same rows everywhere', async () => {
    const [orders] = await column('SELECT md5(string_agg(o::text, chr(10) ORDER BY id)) FROM (SELECT id, user_id, status, total, metadata FROM orders) AS o');
    const [items] = await column('SELECT sum(order_id * product_id % 9973 * quantity * line_total) FROM order_items');
    expect({ orders, items: String(items) }).toMatchInlineSnapshot(`
      {
        "items": "142349225286.70",
        "orders": "c99f31ed0a6c54e4b95ac115fdeb19c3",
      }
    `);
  });

  it('misses one index for a foreign key, has one index twice, and nothing else of the kind', async () => {
    expect(await column(FOREIGN_KEYS_WITHOUT_INDEX)).toEqual(['order_items_product_id_fkey']);
    expect(await column(DUPLICATE_INDEXES)).toEqual(['orders_user_history_idx, orders_user_id_created_at_idx']);
    expect(await column(TABLES_WITHOUT_KEY)).toEqual([]);
  });

  it('has its mild faults: an unvalidated constraint and a time without zone', async () => {
    expect(await column("SELECT conname::text FROM pg_constraint WHERE contype IN ('c', 'f') AND NOT convalidated")).toEqual(['payments_amount_positive']);
    const bare = "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'timestamp without time zone'";
    expect(await column(bare)).toEqual(['orders.shipped_at']);
  });

  it('describes every table and guards one by row-level security', async () => {
    expect(await column(TABLES_WITHOUT_COMMENT)).toEqual([]);
    expect(await column("SELECT relname::text FROM pg_class WHERE relrowsecurity")).toEqual(['api_tokens']);
    expect(await count("pg_policies WHERE tablename = 'api_tokens'")).toBe(2);
  });

  it('keeps row-level security and the hash of passwords from the application', async () => {
    const [owner] = await column('SELECT max(user_id) FROM api_tokens');
    await database.run(`BEGIN; SET LOCAL ROLE shop_app; SELECT set_config('app.user_id', '${Number(owner)}', true)`);
    expect(await column('SELECT DISTINCT user_id FROM api_tokens')).toEqual([owner]);
    await expect(database.rows('SELECT password_hash FROM users LIMIT 1')).rejects.toThrow(/permission denied/);
    await database.run('ROLLBACK');
  });

  it('runs each statement of the workload as the role of the application', async () => {
    const failures: string[] = [];
    for (const query of readWorkload()) {
      await database.run('BEGIN; SET LOCAL ROLE shop_app');
      await database.rows(query.sql, workloadValues(query, 1)).catch((error: unknown) => failures.push(`${query.name}: ${String(error)}`));
      await database.run('ROLLBACK');
    }
    expect(failures).toEqual([]);
  });

  it('reads all order lines again for every product of the slow query', async () => {
    const query = readWorkload().find(({ name }) => name === 'category_page_with_units_sold');
    const sql = (query?.sql ?? '').replace('$1', '20').replace('$2', "'2025-01-01'");
    const plan = (await column(`EXPLAIN ${sql}`)).join('\n');
    expect(plan).toMatch(/SubPlan 1[^]*Seq Scan on order_items/);
  });

  it('takes the pending migrations, and all applied ones can be undone', async () => {
    const { migrations } = sampleFiles();
    await database.run('BEGIN');
    await database.run(readFileSync(`${migrations}/shop/0007_orders_region.up.sql`, 'utf8'));
    await database.run(readFileSync(`${migrations}/blog/0005_comment_reactions.up.sql`, 'utf8'));
    await database.run(readFileSync(`${migrations}/blog/0005_comment_reactions.down.sql`, 'utf8'));
    for (const migration of appliedMigrations().toReversed()) await database.run(readFileSync(migrationFiles(migration).down, 'utf8'));
    const left = await column("SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname COLLATE \"C\"");
    await database.run('ROLLBACK');
    expect(left).toEqual(['addresses', 'api_tokens', 'audit_log', 'schema_migrations', 'users']);
  });
}

async function openPglite(): Promise<SampleDatabase> {
  const pglite = await PGlite.create();
  return {
    run: (sql) => pglite.exec(sql),
    rows: async (sql, values) => (await pglite.query<Record<string, unknown>>(sql, values)).rows,
    close: () => pglite.close(),
  };
}

async function openNative(serverUrl: string): Promise<SampleDatabase> {
  const name = `aksara_sample_${process.pid}`;
  const admin = new Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = name;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  return {
    run: (sql) => client.query(sql),
    rows: async (sql, values) => (await client.query<Record<string, unknown>>(sql, values)).rows,
    close: async () => {
      await client.end();
      await admin.query(`DROP DATABASE ${name}`);
      await admin.end();
    },
  };
}

/** Conditions D002, D011 and D001 of the rules, written apart from the product's own so that one checks the other. */
const FOREIGN_KEYS_WITHOUT_INDEX = `
  SELECT conname::text FROM pg_constraint AS c
  WHERE contype = 'f' AND conparentid = 0 AND NOT EXISTS (
    SELECT FROM pg_index AS i
    WHERE i.indrelid = c.conrelid AND i.indisvalid AND i.indexprs IS NULL
      AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) ~ '^[(]\\w+ IS NOT NULL[)]$')
      AND (SELECT array_agg(key ORDER BY key) FROM unnest((string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(c.conkey)]) AS key)
        = (SELECT array_agg(key ORDER BY key) FROM unnest(c.conkey) AS key))`;
const DUPLICATE_INDEXES = `
  SELECT string_agg(indexrelid::regclass::text, ', ' ORDER BY indexrelid::regclass::text) FROM pg_index
  WHERE indrelid >= 16384
  GROUP BY indrelid, indkey::text, indclass::text, indcollation::text, indoption::text, indexprs::text, indpred::text
  HAVING count(*) > 1`;
const TABLES_WITHOUT_KEY = `
  SELECT relname::text FROM pg_class AS c
  WHERE relkind IN ('r', 'p') AND NOT relispartition AND c.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = c.oid AND indisprimary)`;
const TABLES_WITHOUT_COMMENT = `
  SELECT relname::text FROM pg_class AS c
  WHERE relkind IN ('r', 'p', 'v', 'm') AND NOT relispartition AND c.oid >= 16384 AND relpersistence = 'p' AND obj_description(c.oid, 'pg_class') IS NULL
    AND relnamespace IN ('public'::regnamespace, 'reporting'::regnamespace)`;
