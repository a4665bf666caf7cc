import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlanNode } from '#contract';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { planCorpus, planSchema } from '../../testing/plan-corpus.ts';
import { readExplainEntry } from '../explain-entry.ts';
import { readPastedPlan } from '../pasted-plan.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('text_plan');
  await database.run(planSchema);
}, 60_000);
afterAll(() => database.drop(), 120_000);

async function rows(sql: string): Promise<unknown[]> {
  return (await database.run<{ 'QUERY PLAN': unknown }>(sql)).map((row) => row['QUERY PLAN']);
}

/** Both formats of one statement, each in a transaction of its own that is undone. */
async function bothFormats(options: string, { sql, settings = '' }: { sql: string; settings?: string }) {
  const ask = async (format: string) => {
    await database.run(`BEGIN; ${settings}`);
    try {
      return await rows(`EXPLAIN (${options}, FORMAT ${format}) ${sql}`);
    } finally {
      await database.run('ROLLBACK');
    }
  };
  const text = (await ask('TEXT')).join('\n');
  const [json] = await ask('JSON');
  const entry = readExplainEntry(Array.isArray(json) ? json[0] : null);
  const pasted = readPastedPlan(text);
  if (entry === null || !pasted.ok) throw new Error(`${pasted.ok ? 'no JSON plan' : pasted.message}\n${text}`);
  return { text, entry, plan: pasted.plan };
}

/** Fields that text has in another shape or not at all: keys of grouping sets, tables of a partitioned change, what a node could do. */
const NOT_IN_TEXT = /^(?:Grouping Sets|Target Tables|Async Capable)$/;
/** What text tells with VERBOSE only. */
const VERBOSE_ONLY = /^Inner Unique$/;
/** What depends on the run: times, costs after other changes, and what caches, workers and memory hold. */
const VARIES =
  /Time$|Cost$|Blocks$|Memory|Sort Space|^Workers$|Sort Method$|Groups$|^(?:Plan Rows|WAL|Hash |HashAgg|Original|Cache (?:Hits|Misses|Evictions)|Disk Usage|Planned Partitions|Heap Fetches|Actual|Rows Removed|Workers Launched|Inner Unique)/;
const NEVER = /$./;

/** The tree without zeros and falses, which text leaves out. */
function comparable(node: PlanNode, leftOut: RegExp, isRoot = true): unknown {
  const keys = node['Grouping Sets'] === undefined && node['Strategy'] !== 'Mixed' ? NEVER : / Keys?$/;
  const isKept = ([field, value]: [string, unknown]) =>
    value !== 0 && value !== false && field !== 'Plans' && !(isRoot && field === 'Parent Relationship') && ![NOT_IN_TEXT, leftOut, keys].some((pattern) => pattern.test(field));
  return [Object.fromEntries(Object.entries(node).filter(isKept)), (node.Plans ?? []).map((child) => comparable(child, leftOut, false))];
}

describe('text plans are read as the JSON plans of the same statement', () => {
  it.each(planCorpus)('planned: $name', async (entry) => {
    const { entry: json, plan } = await bothFormats('VERBOSE, SETTINGS', entry);
    expect(comparable(plan.root, NEVER)).toEqual(comparable(json.root, NEVER));
    expect(plan).toMatchObject({ analyzed: false, settings: json.settings, pasted: true });
    expect(plan.notes ?? []).toEqual([]);
  });

  it.each(planCorpus)('planned without VERBOSE: $name', async (entry) => {
    const { entry: json, plan } = await bothFormats('SETTINGS', entry);
    expect(comparable(plan.root, VERBOSE_ONLY)).toEqual(comparable(json.root, VERBOSE_ONLY));
  });

  it.each(planCorpus.filter(({ steady }) => steady !== false))('executed, TIMING OFF: $name', async (entry) => {
    const { entry: json, plan } = await bothFormats('ANALYZE, VERBOSE, SETTINGS, TIMING OFF, SUMMARY OFF', entry);
    expect(comparable(plan.root, NEVER)).toEqual(comparable(json.root, NEVER));
    expect(plan).toMatchObject({ analyzed: true });
    expect(plan.notes ?? []).toEqual([]);
    expect((plan.triggers ?? []).map(({ name, calls }) => [name, calls])).toEqual((json.triggers ?? []).map(({ name, calls }) => [name, calls]));
  });

  it.each(planCorpus)('executed, with times and buffers: $name', async (entry) => {
    const { entry: json, plan } = await bothFormats('ANALYZE, BUFFERS, SETTINGS', entry);
    expect(comparable(plan.root, VARIES)).toEqual(comparable(json.root, VARIES));
    expect(plan.executionMs).toBeGreaterThan(0);
    expect(plan.planningMs).toBeGreaterThan(0);
    expect(Object.keys(plan.jit ?? {})).toEqual(Object.keys(json.jit ?? {}));
    expect((plan.triggers ?? []).map(({ ms }) => ms !== null)).toEqual((json.triggers ?? []).map(() => true));
    expect(plan.notes ?? []).toEqual([]);
  });
});
