import { createHash } from 'node:crypto';
import { Bench } from 'tinybench';
import type { FlowRequest } from '#contract';
import { buildPack } from '#flows';
import { loadSqlParser } from '#sql';
import type { Benchmark, Measurement } from './measurement.ts';
import { milliseconds } from './measurement.ts';
import { wideProject } from './wide-model.ts';

const TARGET_MS = 0.3;
const TARGET_QUERY_MS = 5;
const sql = `SELECT o.id, o.total FROM wide_orders o JOIN neighbour_1 n ON n.column_0 = o.column_1
  WHERE o.column_2 > 100 AND n.column_1 = 'paid' AND o.comment LIKE '%secret%' ORDER BY o.column_3 DESC LIMIT 20`;
const evidence = { plan: null, provider: 'copy_only', model: '' };

/** Packs in process: a 30-column model, and a query whose literals are masked; both with redaction, token estimate and hash. */
export const packBuild: Benchmark = { name: 'pack-build', measure };

async function measure(): Promise<readonly Measurement[]> {
  const snapshot = wideProject();
  const parser = await loadSqlParser();
  const build = (request: FlowRequest) => buildPack(request, snapshot, evidence, { parser });
  const model = () => build({ kind: 'model', body: { action_key: 'explain_model', model_name: 'WideOrder' } });
  const query = () => build({ kind: 'query', body: { action_key: 'suggest_indexes', sql } });
  const pack = model();
  if (!pack.ok || !query().ok) throw new Error(`A pack to measure was not built: ${JSON.stringify(pack).slice(0, 300)}`);

  const bench = new Bench({ time: 1_000, warmupTime: 300 });
  bench.add('model', () => void model()).add('query', () => void query());
  bench.add('floor', () => void createHash('sha256').update(JSON.stringify(pack)).digest('hex'));
  await bench.run();
  const floor = medianOf(bench, 'floor');
  return [
    line('pack of a 30-column model, p50', medianOf(bench, 'model'), { floor, target: TARGET_MS }),
    line('pack of a masked query, p50', medianOf(bench, 'query'), { floor, target: TARGET_QUERY_MS }),
  ];
}

function medianOf(bench: Bench, name: string): number {
  const result = bench.getTask(name)?.result;
  if (result === undefined || !('latency' in result)) throw new Error(`The task ${name} failed: ${JSON.stringify(result)}`);
  return result.latency.p50;
}

function line(what: string, time: number, { floor, target }: { floor: number; target: number }): Measurement {
  return {
    what,
    value: milliseconds(time),
    baseline: `JSON + SHA-256 of the pack: ${milliseconds(floor)}`,
    ratio: time / floor,
    target: `≤ ${target} ms`,
    holds: time <= target,
  };
}
