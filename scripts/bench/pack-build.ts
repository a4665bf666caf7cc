import { createHash } from 'node:crypto';
import { Bench } from 'tinybench';
import type { BuiltPack, FlowRequest } from '#contract';
import { buildPack } from '#flows';
import { loadSqlParser } from '#sql';
import { packEvidence } from '../../src/flows/builders/pack-evidence.ts';
import { createRedactor, holdsSecret } from '../../src/flows/text/redact.ts';
import { estimateTokens } from '../../src/flows/text/tokens.ts';
import type { Benchmark, Measurement } from './measurement.ts';
import { milliseconds } from './measurement.ts';
import { wideProject } from './wide-model.ts';

const TARGET_CORE_MS = 0.3;
const TARGET_MS = 5;
const sql = `SELECT o.id, o.total FROM wide_orders o JOIN neighbour_1 n ON n.column_0 = o.column_1
  WHERE o.column_2 > 100 AND n.column_1 = 'paid' AND o.comment LIKE '%secret%' ORDER BY o.column_3 DESC LIMIT 20`;
const evidence = { plan: null, provider: 'copy_only', model: '' };

/** Packs in process: a 30-column model, and a query whose literals are masked; both with redaction, token estimate and hash. */
export const packBuild: Benchmark = { name: 'pack-build', measure };

async function measure(): Promise<readonly Measurement[]> {
  const snapshot = wideProject();
  const parser = await loadSqlParser();
  const build = (request: FlowRequest) => buildPack(request, snapshot, evidence, { parser });
  const ofModel: FlowRequest = { kind: 'model', body: { action_key: 'explain_model', model_name: 'WideOrder' } };
  const model = () => build(ofModel);
  const query = () => build({ kind: 'query', body: { action_key: 'suggest_indexes', sql } });
  const pack = model();
  if (!pack.ok || !query().ok) throw new Error(`A pack to measure was not built: ${JSON.stringify(pack).slice(0, 300)}`);

  const collected = packEvidence(ofModel, { snapshot, plan: null, whatIf: null, today: null, parser, detail: 'statistics' });
  if (!collected.ok) throw collected.error;
  const bench = new Bench({ time: 1_000, warmupTime: 300 });
  bench.add('model', () => void model()).add('query', () => void query());
  bench.add('passes', () => textPasses(pack, [collected.value.sections, collected.value.omitted]));
  bench.add('floor', () => void createHash('sha256').update(JSON.stringify(pack)).digest('hex'));
  await bench.run();
  const floor = medianOf(bench, 'floor');
  const whole = medianOf(bench, 'model');
  return [
    line('pack of a 30-column model, p50', whole, { floor, target: TARGET_MS }),
    line('… less redaction and tokens (≈)', whole - medianOf(bench, 'passes'), { floor, target: TARGET_CORE_MS }),
    line('pack of a masked query, p50', medianOf(bench, 'query'), { floor, target: TARGET_MS }),
  ];
}

/** What redaction and the token estimate cost for this pack: its drafts are redacted string by string, and all is looked through once more. */
function textPasses({ system_prompt, user_prompt, sections, findings, cli_command }: BuiltPack, drafts: unknown): void {
  const { redactAll } = createRedactor([]);
  redactAll([drafts, findings, cli_command]);
  holdsSecret([user_prompt, findings, cli_command], []);
  for (const text of [system_prompt, user_prompt, ...sections.map((section) => section.text)]) estimateTokens(text);
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
