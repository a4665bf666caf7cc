import type { ExplainedPlan, Finding, Model, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { column, index, table } from '../testing/model-factory.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { findPlanProblems } from './find-plan-problems.ts';
import { planNodes, planTables } from './plan-nodes.ts';
import { renderPlan } from './render-plan.ts';

let parser: SqlParser;
let database: TestDatabase;

beforeAll(async () => {
  parser = await loadSqlParser();
  database = await createTestDatabase('plan');
  await database.run(`
    CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, country char(2), email varchar(80));
    CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, customer_id bigint REFERENCES customers, status text, total numeric, created_at timestamptz, note text);
    CREATE TABLE documents (id bigint PRIMARY KEY, body text);
    ALTER TABLE documents ALTER COLUMN body SET STORAGE PLAIN;
    INSERT INTO customers (country, email) SELECT (ARRAY['DE', 'FR'])[1 + i % 2], 'a' || i FROM generate_series(1, 2000) i;
    INSERT INTO orders (customer_id, status, total, created_at, note) SELECT 1 + i % 2000, (ARRAY['paid', 'open'])[1 + i % 2], i, timestamptz '2026-01-01Z' - i * interval '1 minute', 'n' || i FROM generate_series(1, 40000) i;
    INSERT INTO documents SELECT i, repeat(md5(i::text), 100) FROM generate_series(1, 12000) i;
    CREATE INDEX orders_status_idx ON orders (status);
    CREATE INDEX orders_created_at_idx ON orders (created_at);
    CREATE INDEX customers_email_idx ON customers (email);
    SET max_parallel_workers_per_gather = 0;
  `);
  await database.run('VACUUM ANALYZE');
});
afterAll(() => database.drop(), 120_000);

const models: Model[] = [
  table('customers', {
    columns: [column('id'), column('country', { type: 'character(2)' }), column('email', { type: 'character varying(80)' })],
    indexes: [index('customers_email_idx', ['email'])],
    rowEstimate: 2000,
  }),
  table('orders', {
    columns: [column('id'), column('customer_id'), column('status', { type: 'text' }), column('total'), column('created_at', { type: 'timestamp with time zone' }), column('note')],
    indexes: [index('orders_status_idx', ['status']), index('orders_created_at_idx', ['created_at'])],
    rowEstimate: 40_000,
  }),
  table('documents', { columns: [column('id'), column('body')], rowEstimate: 12_000 }),
];

async function findings(sql: string, options: { analyze?: boolean } = {}): Promise<Finding[]> {
  return [...findPlanProblems(await database.explain(sql, options), models, parser).findings];
}

async function rules(sql: string, options: { analyze?: boolean } = {}): Promise<string[]> {
  return (await findings(sql, options)).map(({ rule, level }) => `${rule} ${level}`);
}

const mask = (sql: string) => sql.replaceAll(/'[^']*'/g, "'?'");

describe('renderPlan', () => {
  it('prints one line a node, literals masked', async () => {
    const plan = await database.explain(`SELECT o.id, c.email FROM orders o LEFT JOIN customers c ON c.id = o.customer_id AND c.country = 'DE'
      WHERE o.total > '3' ORDER BY o.total DESC LIMIT 5`);
    const lines = renderPlan(plan, mask).map((line) => line.replaceAll(/\d+(\.\d+)?/g, '0'));
    expect(lines).toEqual([
      'Limit  (cost=0..0 rows=0 width=0)',
      '  -> Sort  (cost=0..0 rows=0 width=0)  sort key o.total DESC',
      '    -> Hash Left Join  (cost=0..0 rows=0 width=0)  on (o.customer_id = c.id); inner unique',
      "      -> Seq Scan on public.orders o  (cost=0..0 rows=0 width=0)  filter (o.total > '?'::numeric)",
      '      -> Hash  (cost=0..0 rows=0 width=0)',
      "        -> Seq Scan on public.customers c  (cost=0..0 rows=0 width=0)  filter (c.country = '?'::bpchar)",
    ]);
  });

  it('shows totals over all loops when executed', async () => {
    const plan = await database.explain('SELECT (SELECT email FROM customers c WHERE c.id = o.customer_id) FROM orders o WHERE o.id <= 40', { analyze: true });
    const lines = renderPlan(plan, mask).join('\n');
    expect(lines).toMatch(/SubPlan 1: Index Scan using customers_pkey on public\.customers c .*\(actual, all loops: .* 40 rows, 40 loops\)/);
  });

  it('keeps hostile names on one line', () => {
    const plan: ExplainedPlan = {
      root: { 'Node Type': 'Seq Scan', 'Relation Name': 'a\n-> Seq Scan', Schema: 'public', Alias: '"x', Filter: "(a\n= 'secret')" },
      settings: {}, analyzed: false, parameters: 'none', server: 'PostgreSQL 15',
    };
    expect(renderPlan(plan, mask)).toEqual([`Seq Scan on public.U&"a\\000a-> Seq Scan" """x"  filter (a = '?')`]);
  });

  it('does not fail on a node that holds nothing it knows', () => {
    const plan: ExplainedPlan = { root: { 'Node Type': 'New Node', Plans: [{ 'Node Type': 'Other', 'Plan Rows': 'many' }] }, settings: {}, analyzed: false, parameters: 'none', server: '' };
    expect(renderPlan(plan, mask)).toEqual(['New Node', '  -> Other']);
  });
});

describe('planNodes', () => {
  it('numbers the nodes and names what they read', async () => {
    const plan = await database.explain('SELECT * FROM orders JOIN customers c ON c.id = customer_id WHERE total < 0');
    expect(planTables(plan)).toEqual(['public.customers', 'public.orders']);
    expect(planNodes(plan).map(({ path }) => path).slice(0, 2)).toEqual(['0', '0.0']);
    expect(planNodes(plan).find(({ alias }) => alias === 'c')).toMatchObject({ relation: 'public.customers', loops: null, actualRows: null });
  });

  it('multiplies by the loops', async () => {
    const plan = await database.explain('SELECT (SELECT email FROM customers c WHERE c.id = o.customer_id) FROM orders o WHERE o.id <= 40', { analyze: true });
    expect(planNodes(plan).find(({ alias }) => alias === 'c')).toMatchObject({ loops: 40, actualRows: 40 });
  });
});

describe('P001 seq_scan_large', () => {
  it('fires on a full scan, planned or executed', async () => {
    expect(await rules('SELECT * FROM orders WHERE total < 0')).toEqual(['P001 warning']);
    const finding = (await findings('SELECT * FROM orders WHERE total < 0', { analyze: true })).find(({ rule }) => rule === 'P001');
    expect(finding).toMatchObject({ id: 'P001:0', object: { kind: 'model', id: 'public.orders' } });
    expect(finding?.evidence[0]).toBe('40,000 rows read (measured); threshold 10,000');
  });

  it('is silent for small tables, index scans and scans that a LIMIT stops', async () => {
    expect(await rules('SELECT * FROM customers WHERE country = $$DE$$')).toEqual([]);
    expect(await rules('SELECT * FROM orders WHERE id = 1')).toEqual([]);
    expect(await rules('SELECT * FROM orders LIMIT 10')).toEqual([]);
  });

  it('is an error from a million rows on', () => {
    const scan = { 'Node Type': 'Seq Scan', 'Relation Name': 'orders', Schema: 'public', 'Startup Cost': 0, 'Total Cost': 100, 'Plan Rows': 1 };
    const plan: ExplainedPlan = { root: scan, settings: {}, analyzed: false, parameters: 'none', server: '' };
    const large = models.map((model) => ({ ...model, rowEstimate: 2_000_000 }));
    expect(findPlanProblems(plan, large, parser).findings.map(({ level }) => level)).toEqual(['error']);
  });
});

describe('P021, P026, P027', () => {
  it('P021: wide rows, said once', async () => {
    expect((await findings('SELECT * FROM documents ORDER BY id')).map(({ id }) => id)).toContain('P021:0');
    expect((await rules('SELECT id FROM documents ORDER BY id')).filter((rule) => rule.startsWith('P021'))).toEqual([]);
  });

  it('P026: a large sort under a small LIMIT', async () => {
    expect(await rules('SELECT id FROM orders ORDER BY total LIMIT 5')).toContain('P026 info');
    expect(await rules('SELECT id FROM orders ORDER BY created_at LIMIT 5')).toEqual([]);
    expect(await rules('SELECT id FROM customers ORDER BY country LIMIT 5')).toEqual([]);
  });

  it('P027: rows that OFFSET throws away, measured or from the costs', async () => {
    const [planned] = (await findings('SELECT id FROM orders ORDER BY id OFFSET 20000 LIMIT 5')).filter(({ rule }) => rule === 'P027');
    const skipped = Number(planned?.title.replaceAll(/\D/g, ''));
    expect(skipped).toBeGreaterThan(19_900);
    expect(skipped).toBeLessThan(20_100);
    expect((await findings('SELECT id FROM orders ORDER BY id OFFSET 20000 LIMIT 5', { analyze: true })).find(({ rule }) => rule === 'P027')?.title).toBe('OFFSET throws 20,000 rows away');
    expect(await rules('SELECT id FROM orders ORDER BY id OFFSET 100 LIMIT 5')).toEqual([]);
    expect(await rules('SELECT id, (SELECT count(*) FROM orders) FROM orders ORDER BY id LIMIT 5')).not.toContain('P027 warning');
  });
});

describe('P028 function_on_column', () => {
  it.each([
    ["SELECT id FROM orders WHERE lower(status) = 'x'", 'CREATE INDEX CONCURRENTLY orders_status_lower_idx ON public.orders (lower(status));'],
    ["SELECT id FROM orders WHERE created_at::date = '2026-01-01'", null],
    ["SELECT id FROM customers c WHERE email ILIKE '%x'", 'CREATE EXTENSION IF NOT EXISTS pg_trgm;\nCREATE INDEX CONCURRENTLY customers_email_trgm_idx ON public.customers USING gin (email gin_trgm_ops);'],
    ["SELECT id FROM orders WHERE lower(status) = 'x' OR id IN (SELECT id FROM customers)", 'CREATE INDEX CONCURRENTLY orders_status_lower_idx ON public.orders (lower(status));'],
  ])('%s', async (sql, remedy) => {
    const [finding, ...others] = (await findings(sql)).filter(({ rule }) => rule === 'P028');
    expect(others).toEqual([]);
    expect(finding?.remedy?.sql).toBe(remedy);
    expect(parser.parse(remedy ?? '').ok).toBe(true);
  });

  it.each([
    ['the cast EXPLAIN writes around varchar', "SELECT id FROM customers WHERE email <> 'x'"],
    ['a column without an index', "SELECT id FROM orders WHERE lower(note) = 'x'"],
    ['a pattern with a beginning', "SELECT id FROM customers WHERE email LIKE 'x%'"],
  ])('is silent for %s', async (_name, sql) => {
    expect((await rules(sql)).filter((rule) => rule.startsWith('P028'))).toEqual([]);
  });

  it('is silent for a column that only a trigram index holds', () => {
    const trigram = index('people_email_trgm', ['tenant_id', 'email'], { method: 'gin' });
    const people = (indexes: Model['indexes']) => table('people', { columns: [column('tenant_id'), column('email', { type: 'text' })], indexes });
    const root = { 'Node Type': 'Seq Scan', 'Relation Name': 'people', Schema: 'public', Alias: 'people', Filter: "(lower(email) = 'x'::text)" };
    const rulesOf = (model: Model) => findPlanProblems({ root, settings: {}, analyzed: true, parameters: 'none', server: '' }, [model], parser).findings.map(({ rule }) => rule);
    expect(rulesOf(people([trigram]))).toEqual([]);
    expect(rulesOf(people([trigram, index('people_email_idx', ['email'])]))).toEqual(['P028']);
  });
});

describe('P028 function_on_column of a table whose indexes are not known', () => {
  it('is skipped with the reason', () => {
    const declared = { by: 'Aksara backend', unknown: ['indexes'] };
    const people = table('people', { columns: [column('email', { type: 'text' })], indexes: [index('people_email_idx', ['email'])], declared });
    const scan = { 'Node Type': 'Seq Scan', 'Relation Name': 'people', Schema: 'public', Alias: 'people', Filter: "(lower(email) = 'x'::text)" };
    const found = findPlanProblems({ root: scan, settings: {}, analyzed: true, parameters: 'none', server: '' }, [people], parser);
    expect(found.findings).toEqual([]);
    expect(found.skipped).toContainEqual({ part: 'P028 function_on_column', reason: 'indexes of public.people not known: the Aksara backend does not tell it', remedy: 'Start with --database-url.' });
  });
});

describe('filters as other versions write them', () => {
  it.each([
    "((lower(orders.status) = 'x'::text) AND (NOT (ANY (orders.id = (hashed SubPlan 1).col1))))",
    "((lower(orders.status) = 'x'::text) AND (orders.id = (InitPlan 1).col1))",
    "((lower(orders.status) = 'x'::text) AND (alternatives: SubPlan 1 or hashed SubPlan 2))",
    "((lower(orders.status) = $1) AND (orders.id = ANY ('{1,2}'::bigint[])))",
  ])('%s', (filter) => {
    const scan = { 'Node Type': 'Seq Scan', 'Relation Name': 'orders', Schema: 'public', Alias: 'orders', Filter: filter };
    const found = findPlanProblems({ root: scan, settings: {}, analyzed: true, parameters: 'none', server: '' }, models, parser);
    expect(found.findings.map(({ rule }) => rule)).toEqual(['P028']);
    expect(found.skipped.filter(({ part }) => part.startsWith('P028'))).toEqual([]);
  });
});

describe('what was not looked at', () => {
  it('is said when the plan was not executed', async () => {
    const planned = findPlanProblems(await database.explain('SELECT 1'), models, parser);
    expect(planned).toMatchObject({ ruleset: 'plan@1', findings: [], skipped: [{ part: 'P025 no_analyze: P002–P020, P022–P024 of plan@1' }] });
    const executed = findPlanProblems(await database.explain('SELECT 1', { analyze: true }), models, parser);
    expect(executed.skipped).toEqual([]);
    const bare = findPlanProblems({ root: { 'Node Type': 'Result', 'Actual Loops': 1 }, settings: {}, analyzed: true, parameters: 'none', server: '' }, models, parser);
    expect(bare.skipped.map(({ part }) => part)).toEqual([
      'P025 no_buffers: P007, P015, P024 of plan@1', 'P008, P017, P023 of plan@1', 'P018–P020 of plan@1',
    ]);
  });
});
