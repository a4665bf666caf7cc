import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExplainedPlan } from '#contract';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { planNodes } from './plan-nodes.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('own_time');
  await database.run(`
    SET jit = off;
    CREATE TABLE a (id int PRIMARY KEY, k int, note text);
    INSERT INTO a SELECT i, i % 100, repeat('x', 20) FROM generate_series(1, 40000) i;
    CREATE TABLE b (id int PRIMARY KEY, k int);
    INSERT INTO b SELECT i, i % 100 FROM generate_series(1, 2000) i;
    ANALYZE a; ANALYZE b;
  `);
});
afterAll(() => database.drop(), 120_000);

const parallel = 'SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;';
const serial = 'SET max_parallel_workers_per_gather = 0;';

function sumOfOwn(plan: ExplainedPlan): number {
  return planNodes(plan).reduce((sum, { ownMs }) => sum + (ownMs ?? 0), 0);
}

describe('own times of plans PostgreSQL made', () => {
  it.each([
    ['joins', 'SELECT * FROM a JOIN b USING (k) WHERE b.id < 200 ORDER BY a.id'],
    ['an InitPlan that a scan deep below asks for', 'SELECT * FROM a WHERE id > (SELECT avg(x.id) FROM a x) ORDER BY note, id'],
    ['two InitPlans', 'SELECT (SELECT max(k) FROM a), (SELECT count(*) FROM b) FROM b WHERE id > (SELECT min(k) FROM a) ORDER BY k'],
    ['a SubPlan that runs for each row', 'SELECT id, (SELECT count(*) FROM b x WHERE x.k = b.k) FROM b WHERE id < 100'],
    ['a hashed SubPlan', 'SELECT count(*) FROM a WHERE k NOT IN (SELECT k FROM b WHERE id < 10)'],
    ['a CTE read once', 'WITH c AS MATERIALIZED (SELECT k, count(*) AS n FROM a GROUP BY k) SELECT * FROM c ORDER BY n'],
    ['a CTE read twice', 'WITH c AS MATERIALIZED (SELECT k, count(*) AS n FROM a GROUP BY k) SELECT * FROM c JOIN c d ON d.n = c.n'],
    ['a recursive CTE', 'WITH RECURSIVE c AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM c WHERE n < 5000) SELECT sum(n) FROM c'],
    ['a CTE that uses another', 'WITH c AS MATERIALIZED (SELECT * FROM a), d AS MATERIALIZED (SELECT k, count(*) AS n FROM c GROUP BY k) SELECT * FROM d'],
  ])('add up to the whole: %s', async (_name, sql) => {
    await database.run(serial);
    const plan = await database.explain(sql, { analyze: true });
    const whole = planNodes(plan)[0]?.actualMs ?? 0;
    // PostgreSQL rounds each time to a microsecond, and a node's clock stops a little after its child's.
    expect(sumOfOwn(plan) / whole).toBeGreaterThan(0.97);
    expect(sumOfOwn(plan) / whole).toBeLessThan(1.03);
  });

  it('takes the time of a CTE from its scan, and of an InitPlan from the scan that compares with it', async () => {
    await database.run(serial);
    const cte = planNodes(await database.explain('WITH c AS MATERIALIZED (SELECT k, count(*) AS n FROM a GROUP BY k) SELECT * FROM c ORDER BY n', { analyze: true }));
    const [scan, hash] = [cte.find(({ type }) => type === 'CTE Scan'), cte.find(({ type }) => type === 'Aggregate')];
    expect(scan?.ownMs ?? 0).toBeLessThan((scan?.actualMs ?? 0) / 2);
    expect(hash?.actualMs ?? 0).toBeGreaterThan((scan?.actualMs ?? 0) / 2);
    const init = planNodes(await database.explain('SELECT * FROM b WHERE id > (SELECT avg(x.id) FROM a x) ORDER BY k, id', { analyze: true }));
    const reader = init.find(({ relation }) => relation === 'public.b');
    expect(reader?.ownMs ?? 0).toBeLessThan((reader?.actualMs ?? 0) / 2);
  });

  it('counts what workers do side by side once', async () => {
    await database.run(parallel);
    const plan = await database.explain('SELECT k, count(*) FROM a WHERE note > \'a\' GROUP BY k', { analyze: true });
    const nodes = planNodes(plan);
    const whole = nodes[0]?.actualMs ?? 0;
    const scan = nodes.find(({ type }) => type === 'Seq Scan');
    expect(scan?.loops).toBeGreaterThan(1);
    expect(scan?.actualMs ?? 0).toBeLessThanOrEqual(whole);
    expect(sumOfOwn(plan)).toBeLessThanOrEqual(whole * 1.05);
    // Rows are an average over the loops, rounded.
    expect(Math.abs((scan?.actualRows ?? 0) - 40_000)).toBeLessThanOrEqual(3);
  });

  it('counts two processes as two when the leader had no part', () => {
    const child = { 'Node Type': 'Seq Scan', 'Actual Total Time': 50, 'Actual Rows': 5, 'Actual Loops': 2 };
    const root = { 'Node Type': 'Gather', 'Workers Planned': 2, 'Workers Launched': 2, 'Actual Total Time': 60, 'Actual Rows': 10, 'Actual Loops': 1, Plans: [child] };
    const nodes = planNodes({ root, settings: {}, analyzed: true, parameters: 'none', server: '' });
    expect(nodes.map(({ actualMs, ownMs }) => [actualMs, ownMs])).toEqual([[60, 10], [50, 50]]);
  });

  it('knows the names that PostgreSQL 17 gives to what runs once', () => {
    const time = (ms: number) => ({ 'Actual Total Time': ms, 'Actual Rows': 1, 'Actual Loops': 1 });
    const init = { 'Node Type': 'Aggregate', 'Parent Relationship': 'InitPlan', 'Subplan Name': 'InitPlan 1', ...time(80) };
    const scan = { 'Node Type': 'Seq Scan', 'Parent Relationship': 'Outer', Filter: '((id)::numeric > (InitPlan 1).col1)', ...time(90) };
    const nodes = planNodes({ root: { 'Node Type': 'Sort', ...time(95), Plans: [init, scan] }, settings: {}, analyzed: true, parameters: 'none', server: '' });
    expect(nodes.map(({ ownMs }) => ownMs)).toEqual([5, 80, 10]);
  });
});
