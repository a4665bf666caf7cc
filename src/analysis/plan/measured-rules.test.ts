import type { ExplainedPlan, Model, PlanNode, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { column, index, table } from '../testing/model-factory.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { findPlanProblems, planRules } from './find-plan-problems.ts';

let parser: SqlParser;
let database: TestDatabase;

beforeAll(async () => {
  parser = await loadSqlParser();
  database = await createTestDatabase('measured');
  await database.run(`
    SET max_parallel_workers_per_gather = 0; SET jit = off;
    CREATE TABLE a (id int PRIMARY KEY, k int, same1 int, same2 int, wide text);
    INSERT INTO a SELECT i, i % 100, i % 100, i % 100, repeat('x', 200) FROM generate_series(1, 60000) i;
    CREATE TABLE b (id int PRIMARY KEY, k int);
    INSERT INTO b SELECT i, i % 100 FROM generate_series(1, 3000) i;
    CREATE TABLE fresh (id int PRIMARY KEY, v int);
    CREATE INDEX a_k_idx ON a (k);
    VACUUM ANALYZE a; VACUUM ANALYZE b;
    INSERT INTO fresh SELECT i, i FROM generate_series(1, 20000) i; ANALYZE fresh;
    CREATE TABLE referencing (a_id int REFERENCES b);
    INSERT INTO referencing SELECT 1 + i % 50 FROM generate_series(1, 60000) i; ANALYZE referencing;
    CREATE TABLE many (id int, v int) PARTITION BY RANGE (id);
    DO $do$ BEGIN FOR i IN 1..400 LOOP EXECUTE format('CREATE TABLE many_%s PARTITION OF many FOR VALUES FROM (%s) TO (%s)', i, i, i + 1); END LOOP; END $do$;
    CREATE TABLE documents (id int, body text);
    ALTER TABLE documents ALTER COLUMN body SET STORAGE PLAIN;
    INSERT INTO documents SELECT i, repeat(md5(i::text), 70) FROM generate_series(1, 10500) i; ANALYZE documents;
  `.replaceAll('VACUUM ', ''));
  // The compiler is loaded once for a session, and on a busy machine that takes longer than all it then compiles.
  await database.run('BEGIN; SET LOCAL jit = on; SET LOCAL jit_above_cost = 0; SELECT sum(k + 1) FROM b; ROLLBACK;');
});
afterAll(() => database.drop(), 120_000);

const models: Model[] = ['a', 'b', 'fresh', 'referencing', 'documents'].map((name) => table(name, { columns: [column('id'), column('k'), column('wide', { type: 'text' })], rowEstimate: 60_000, indexes: name === 'a' ? [index('a_k_idx', ['k'])] : [] }));

async function rulesOf(sql: string, settings = ''): Promise<string[]> {
  await database.run(`BEGIN; ${settings}`);
  try {
    const plan = await database.explain(sql, { analyze: true });
    return findPlanProblems(plan, models, parser).findings.map(({ rule, level }) => `${rule} ${level}`);
  } finally {
    await database.run('ROLLBACK');
  }
}

const only = (...types: string[]) =>
  ['seqscan', 'indexscan', 'bitmapscan', 'hashjoin', 'mergejoin', 'nestloop', 'material', 'memoize', 'indexonlyscan', 'hashagg'].map((name) => `SET LOCAL enable_${name} = ${types.includes(name) ? 'on' : 'off'};`).join(' ');

/** A plan that PostgreSQL makes for each rule that seeded data can provoke. */
const provoked: readonly (readonly [rule: string, sql: string, settings: string])[] = [
  ['P002 warning', 'SELECT * FROM a WHERE k < 5 AND same1 < 5', only('seqscan')],
  ['P002 error', 'SELECT * FROM a WHERE k + 0 = 7 AND same1 = 7 AND same2 = 7', only('seqscan')],
  ['P003 error', 'SELECT * FROM a WHERE same1 = 7', only('seqscan')],
  ['P003 info', 'SELECT * FROM a WHERE same1 < 30', only('seqscan')],
  ['P004 warning', 'SELECT * FROM a WHERE k < 30 AND same1 = 7', only('indexscan')],
  ['P005 warning', 'SELECT * FROM a ORDER BY wide, same1 DESC', "SET LOCAL work_mem = '1MB';"],
  ['P006 error', 'SELECT * FROM a x JOIN a y ON y.id = x.id', `SET LOCAL work_mem = '256kB'; ${only('seqscan', 'hashjoin')}`],
  ['P006 warning', 'SELECT id, count(*) FROM a GROUP BY id', `SET LOCAL work_mem = '256kB'; SET LOCAL hash_mem_multiplier = 1; SET LOCAL enable_sort = off; ${only('seqscan', 'hashagg')}`],
  ['P007 warning', 'WITH c AS MATERIALIZED (SELECT * FROM a) SELECT count(*) FROM c', "SET LOCAL work_mem = '64kB';"],
  ['P009 warning', 'SELECT * FROM b x JOIN b y ON y.k = x.id WHERE x.id <= 300', only('seqscan', 'nestloop')],
  ['P010 error', 'SELECT * FROM b x JOIN b y ON y.k = x.id WHERE x.id <= 800', only('seqscan', 'nestloop')],
  ['P011 warning', 'SELECT (SELECT max(y.id) FROM b y WHERE y.id = x.id) FROM b x', ''],
  ['P012 warning', 'SELECT * FROM b x JOIN b y ON y.k < x.k - 97', only('seqscan', 'nestloop', 'material')],
  ['P013 warning', 'SELECT count(wide) FROM a WHERE k < 60', `SET LOCAL work_mem = '64kB'; ${only('bitmapscan')}`],
  ['P014 error', 'SELECT id FROM fresh WHERE id < 15000', only('indexonlyscan', 'indexscan')],
  ['P022 warning', 'WITH c AS MATERIALIZED (SELECT * FROM a WHERE abs(k) = 7 AND abs(same1) = 7) SELECT * FROM c', ''],
  ['P001 warning', 'SELECT count(wide) FROM a', only('seqscan')],
  ['P008 error', 'SELECT count(*) FROM a x JOIN a y ON y.id = x.id AND y.k >= 0 WHERE (SELECT count(*) FROM generate_series(1, 20 + x.k * 0)) > 0 AND (SELECT count(*) FROM generate_series(1, 300 + y.k * 0)) > 0', only('seqscan', 'indexscan', 'nestloop')],
  ['P016 info', 'SELECT count(*) FROM a WHERE same1 = 3', 'SET LOCAL max_parallel_workers_per_gather = 2; SET LOCAL max_parallel_workers = 0; SET LOCAL parallel_setup_cost = 0; SET LOCAL parallel_tuple_cost = 0; SET LOCAL min_parallel_table_scan_size = 0;'],
  ['P018 warning', 'SELECT * FROM many x JOIN many y USING (id) WHERE x.v = y.v AND false IS NOT NULL', 'SET LOCAL enable_partitionwise_join = on;'],
  ['P019 warning', 'SELECT sum(k + 1), avg(same1), max(same2) FROM b JOIN a USING (k) WHERE b.id < 3 AND a.id < 100', 'SET LOCAL jit = on; SET LOCAL jit_above_cost = 0; SET LOCAL jit_inline_above_cost = 0; SET LOCAL jit_optimize_above_cost = 0;'],
  ['P020 warning', 'DELETE FROM b WHERE id > 2900', ''],
  ['P021 info', 'SELECT * FROM documents', ''],
  ['P023 warning', 'SELECT * FROM a WHERE same1 = 7', only('seqscan')],
  ['P026 info', 'SELECT * FROM a ORDER BY wide, id DESC LIMIT 5', ''],
  ['P027 warning', 'SELECT id FROM a ORDER BY id OFFSET 30000 LIMIT 5', ''],
  ['P028 warning', 'SELECT * FROM a WHERE abs(k) = 7', ''],
];

/** Rules without a plan of PostgreSQL's own here, and why. */
const notProvoked: Readonly<Record<string, string>> = {
  P015: 'needs blocks that are not in memory: the cache of a test server holds them; tested on a written plan',
  P017: 'depends on how fast workers start; tested on a written plan',
  P024: 'needs blocks that are not in memory; tested on a written plan',
  P025: 'is never a finding: it says what the plan does not hold; tested in plan.test.ts',
  P029: 'is never a finding: it names the nodes that did not run; tested below',
};

describe('rules over executed plans, on plans PostgreSQL made', () => {
  it.each(provoked)('%s: %s', async (rule, sql, settings) => expect(await rulesOf(sql, settings)).toContain(rule));

  it('are all of them but those listed with a reason', () => {
    const tested = new Set(provoked.map(([rule]) => rule.slice(0, 4)));
    expect(planRules.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual(Object.keys(notProvoked));
    expect(planRules.map(({ id }) => id)).toEqual(Array.from({ length: 29 }, (_, number) => `P${String(number + 1).padStart(3, '0')}`));
  });

  it('give value, threshold and node path', async () => {
    for (const [rule, sql, settings] of provoked) {
      await database.run(`BEGIN; ${settings}`);
      const plan = await database.explain(sql, { analyze: true });
      await database.run('ROLLBACK');
      const finding = findPlanProblems(plan, models, parser).findings.find(({ id }) => id.startsWith(rule.slice(0, 4)));
      expect(finding?.id).toMatch(/^P\d{3}:0(?:\.\d+)*$/);
      expect(finding?.evidence.at(-1)).toMatch(/^node 0(?:\.\d+)*: /);
      expect([rule, finding?.evidence.join('\n')]).toEqual([rule, expect.stringMatching(rule.startsWith('P028') ? /abs/ : /\d.*thresholds?/s)]);
    }
  }, 60_000);

  it('P029 names what did not run', async () => {
    const plan = await database.explain('SELECT * FROM b JOIN a ON a.id = b.id WHERE b.k < 0', { analyze: true });
    const found = findPlanProblems(plan, models, parser);
    expect(found.skipped).toEqual([{ part: 'P029 never_executed', reason: expect.stringMatching(/never ran, so no rule judges (?:it|them): 0\./), remedy: null }]);
  });

  it('says nothing of a plan that does what it should', async () => {
    expect((await rulesOf('SELECT * FROM a WHERE id = 7')).filter((rule) => !rule.startsWith('P023'))).toEqual([]);
    expect((await rulesOf('SELECT * FROM b WHERE k = 7 LIMIT 3')).filter((rule) => !rule.startsWith('P023'))).toEqual([]);
  });

  it('does not blame the estimate of what a LIMIT or a semi-join stopped', async () => {
    expect((await rulesOf('SELECT * FROM a WHERE same1 = 7 LIMIT 2', only('seqscan'))).filter((rule) => rule.startsWith('P002'))).toEqual([]);
    expect((await rulesOf('SELECT * FROM b WHERE EXISTS (SELECT FROM a WHERE a.k = b.k)', only('seqscan', 'nestloop', 'indexonlyscan'))).filter((rule) => rule.startsWith('P002'))).toEqual([]);
  });
});

describe('rules whose numbers depend on the machine, on plans written out', () => {
  const plan = (root: PlanNode): ExplainedPlan => ({ root, settings: {}, analyzed: true, parameters: 'none', server: '' });
  const node = (type: string, fields: Record<string, unknown>, ...plans: PlanNode[]): PlanNode => ({
    'Node Type': type, 'Plan Rows': 1, 'Actual Rows': 1, 'Actual Loops': 1, 'Actual Total Time': 1, 'Shared Hit Blocks': 0, Plans: plans, ...fields,
  });
  const levels = (root: PlanNode) => findPlanProblems(plan(root), models, parser).findings.map(({ rule, level }) => `${rule} ${level}`).filter((rule) => !rule.startsWith('P023'));

  it.each<[string, number, number, string[]]>([
    ['rare', 999, 1, []],
    ['often, fast', 2000, 0.1, []],
    ['often', 2000, 0.3, ['P008 warning']],
    ['very often', 10_000, 0.06, ['P008 error']],
    ['slow', 2000, 3, ['P008 error']],
  ])('P008: inner side %s', (_name, loops, ms, expected) => {
    const inner = node('Index Scan', { 'Parent Relationship': 'Inner', 'Actual Loops': loops, 'Actual Total Time': ms });
    expect(levels(node('Nested Loop', { 'Actual Total Time': loops * ms + 1 }, node('Result', { 'Parent Relationship': 'Outer' }), inner))).toEqual(expected);
  });

  it('P015 and P024: much from disk', () => {
    const scan = node('Index Scan', { 'Index Name': 'i', 'Plan Rows': 20_000, 'Actual Rows': 20_000, 'Shared Read Blocks': 9000, 'Shared Hit Blocks': 1000 });
    expect(levels(scan)).toEqual(['P015 info', 'P024 info']);
    expect(levels({ ...scan, 'Shared Read Blocks': 100 })).toEqual([]);
  });

  it('P016 and P017: workers that did not come, and workers that did not help', () => {
    const child = node('Seq Scan', { 'Actual Loops': 3, 'Actual Total Time': 10 });
    expect(levels(node('Gather', { 'Workers Planned': 2, 'Workers Launched': 2, 'Actual Total Time': 16 }, child))).toEqual(['P017 info']);
    expect(levels(node('Gather', { 'Workers Planned': 4, 'Workers Launched': 2, 'Actual Total Time': 12 }, child))).toEqual(['P016 info']);
  });

  it('counts the time of workers once, not once a process', () => {
    const child = node('Seq Scan', { 'Actual Loops': 3, 'Actual Total Time': 60 });
    const [finding] = findPlanProblems(plan(node('Gather', { 'Workers Planned': 2, 'Workers Launched': 2, 'Actual Total Time': 100 }, child)), models, parser).findings.filter(({ rule, id }) => rule === 'P023' && id === 'P023:0.0');
    expect(finding?.title).toBe('60 % of the time is spent here');
  });

  it.each<[number, string[]]>([[4, []], [6, ['P023 info']], [9.5, ['P023 warning']]])('P023: a child that takes %f of 10 ms', (ms, expected) => {
    const found = findPlanProblems(plan(node('Sort', { 'Actual Total Time': 10 }, node('Result', { 'Actual Total Time': ms }))), models, parser).findings;
    expect(found.filter(({ id }) => id === 'P023:0.0').map(({ rule, level }) => `${rule} ${level}`)).toEqual(expected);
  });

  it('P029: leaves out what was never executed', () => {
    const never = node('Seq Scan', { 'Actual Loops': 0, 'Actual Rows': 0, 'Plan Rows': 50_000, 'Relation Name': 'a', Schema: 'public', 'Total Cost': 1000 });
    expect(levels(node('Append', { 'Total Cost': 1000 }, never))).toEqual([]);
  });
});
