import { spawnSync } from 'node:child_process';
import { root } from '../ensure-built.mjs';
import { findPostgres } from '../find-postgres.ts';
import type { Benchmark, Measurement } from './measurement.ts';
import { median, milliseconds } from './measurement.ts';
import { withTables } from './scratch-database.ts';

type Size = { tables: number; rounds: number; target: number };
type Introspected = { times: number[]; models: number; maxRssKib: number };

const RSS_LIMIT_MIB = 512;

/** Reading the catalog of a database of usual size, connection included, against `pg_dump -s` of the same. */
export const introspection: Benchmark = { name: 'introspection', measure: () => measure({ tables: 50, rounds: 7, target: 0.5 }) };

/** The same with 10,000 tables; making them takes minutes, so it runs only when asked for by name. */
export const largeIntrospection: Benchmark = {
  name: 'introspection-large',
  measure: () => measure({ tables: 10_000, rounds: 2, target: 0.25 }),
};

async function measure(size: Size): Promise<readonly Measurement[] | { skipped: string }> {
  const postgres = await findPostgres();
  if (!postgres.found) return { skipped: `no PostgreSQL (${postgres.reason})` };
  if (spawnSync('pg_dump', ['--version']).status !== 0) return { skipped: 'pg_dump is not installed' };
  return withTables(postgres.url, size.tables, (url) => compare(url, size));
}

function compare(url: string, { tables, rounds, target }: Size): Measurement[] {
  const dumps = Array.from({ length: rounds }, () => timed(() => run('pg_dump', ['-s', '-f', '/dev/null', url])));
  const output = run(process.execPath, ['--import', 'tsx', 'scripts/bench/introspect.ts', url, String(rounds)]);
  // as: printed by introspect.ts
  const { times, models, maxRssKib } = JSON.parse(output) as Introspected;
  if (models !== tables) throw new Error(`Introspection found ${models} of ${tables} tables`);
  const [dump, read] = [median(dumps), median(times)];
  const memory = maxRssKib / 1024;
  return [
    {
      what: `introspection, ${tables} tables`,
      value: milliseconds(read),
      baseline: `pg_dump -s: ${milliseconds(dump)}`,
      ratio: read / dump,
      target: `≤ ${target} ×`,
      holds: read / dump <= target,
    },
    { what: '… memory of its process', value: `${memory.toFixed(0)} MiB`, baseline: '', target: `≤ ${RSS_LIMIT_MIB} MiB`, holds: memory <= RSS_LIMIT_MIB },
  ];
}

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ended with ${status}: ${stderr}`);
  return stdout;
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}
