import { diagnose } from '#analysis';
import type { SqlParser } from '#contract';
import { canonicalJson } from '#flows';
import { loadSqlParser } from '#sql';
import { largeSchema } from './large-schema.ts';
import { median, milliseconds, type Benchmark, type Measurement } from './measurement.ts';

const TABLES = 300;
const TARGET_MS = 300;
const TIMES_AS_MANY = 10;
/** Ten times the tables may take ten times as long, and a little for what no longer fits the caches. */
const TARGET_GROWTH = 15;
const RUNS = 9;

/** Every rule over a project, in process, against reading and writing the same snapshot as JSON. */
export const analysisSchema: Benchmark = { name: 'analysis-schema', measure };

async function measure(): Promise<readonly Measurement[]> {
  const parser = await loadSqlParser();
  const small = timesOf(largeSchema(TABLES), parser);
  const large = timesOf(largeSchema(TABLES * TIMES_AS_MANY), parser);
  const growth = large.analysis / small.analysis;
  return [
    line(`rules over ${TABLES} tables, p50`, small, { target: `≤ ${TARGET_MS} ms`, holds: small.analysis <= TARGET_MS }),
    line(`rules over ${TABLES * TIMES_AS_MANY} tables, p50`, large, { target: `≤ ${TARGET_GROWTH} × ${TABLES} tables (${growth.toFixed(1)} ×)`, holds: growth <= TARGET_GROWTH }),
  ];
}

interface Times {
  readonly analysis: number;
  readonly json: number;
}

function timesOf(facts: ReturnType<typeof largeSchema>, parser: SqlParser): Times {
  const text = canonicalJson(facts);
  const runs = Array.from({ length: RUNS }, () => ({ analysis: timed(() => diagnose(facts, parser)), json: timed(() => canonicalJson(JSON.parse(text))) }));
  return { analysis: median(runs.map(({ analysis }) => analysis)), json: median(runs.map(({ json }) => json)) };
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function line(what: string, { analysis, json }: Times, promise: Pick<Measurement, 'target' | 'holds'>): Measurement {
  return { what, value: milliseconds(analysis), baseline: `the snapshot as JSON, read and written: ${milliseconds(json)}`, ratio: analysis / json, ...promise };
}
