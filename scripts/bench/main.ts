// `npm run bench [-- name …]`: the numbers of the project, each against a baseline measured in the same run.
import { availableParallelism, cpus } from 'node:os';
import { ensureBuilt } from '../ensure-built.mjs';
import { analysisMigration } from './analysis-migration.ts';
import { analysisSchema } from './analysis-schema.ts';
import { commandStart } from './command-start.ts';
import { databaseFlow } from './database-flow.ts';
import { firstLoad } from './first-load.ts';
import { httpFlow } from './http-flow.ts';
import { introspection, largeIntrospection } from './introspection.ts';
import type { Benchmark, Measurement } from './measurement.ts';
import { packBuild } from './pack-build.ts';
import { runInBrowser } from './run-in-browser.ts';
import { runStop } from './run-stop.ts';
import { studioReady } from './studio-ready.ts';

const benchmarks: readonly Benchmark[] = [
  packBuild, analysisSchema, analysisMigration, firstLoad, commandStart, databaseFlow, studioReady, httpFlow, runStop, runInBrowser, introspection,
];
const onRequest: readonly Benchmark[] = [largeIntrospection];
const wanted = process.argv.slice(2);

ensureBuilt();
console.log(`Node ${process.version}, ${availableParallelism()} cores, ${cpus()[0]?.model ?? 'unknown processor'}\n`);
let missed = 0;
for (const benchmark of selected()) {
  const result = await benchmark.measure();
  if ('skipped' in result) {
    console.log(`skip ${benchmark.name}: ${result.skipped}`);
    continue;
  }
  for (const measurement of result) console.log(format(measurement));
  missed += result.filter(({ holds }) => !holds).length;
}
console.log(missed === 0 ? '\nEvery number holds.' : `\n${missed} missed.`);

function selected(): readonly Benchmark[] {
  if (wanted.length === 0) return benchmarks;
  return wanted.map((name) => {
    const found = [...benchmarks, ...onRequest].find((benchmark) => benchmark.name === name);
    if (!found) throw new Error(`No benchmark ${name}: there are ${[...benchmarks, ...onRequest].map((one) => one.name).join(', ')}`);
    return found;
  });
}

function format({ what, value, baseline, ratio, target, holds }: Measurement): string {
  const compared = ratio === undefined ? baseline : `${ratio.toFixed(2)} × ${baseline}`;
  return `${holds ? 'OK  ' : 'MISS'}  ${what.padEnd(34)} ${value.padEnd(22)} ${compared.padEnd(48)} target ${target}`;
}
