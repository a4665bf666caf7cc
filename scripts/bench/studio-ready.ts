import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../ensure-built.mjs';
import { startStudio } from '../../e2e/start-studio.ts';
import type { Benchmark, Measurement } from './measurement.ts';
import { median, milliseconds } from './measurement.ts';

const ROUNDS = 5;
const TARGET_MS = 1_500;
const tarball = join(root, 'dist', 'sample', 'sample-db.tar.gz');

/** From `aksara studio` to its line "Studio: http://…", and to its first answer with facts of the database, on the sample project. */
export const studioReady: Benchmark = { name: 'studio-ready', measure };

async function measure(): Promise<readonly Measurement[]> {
  const samples: Record<'bare' | 'ready' | 'facts', number[]> = { bare: [], ready: [], facts: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    samples.bare.push(openBareDatabase());
    const started = performance.now();
    const studio = await startStudio();
    samples.ready.push(performance.now() - started);
    await readModels(studio.url);
    samples.facts.push(performance.now() - started);
    await studio.stop();
  }
  const bare = median(samples.bare);
  return [line('aksara studio ready (sample)', median(samples.ready), bare), line('… and its models answered', median(samples.facts), bare)];
}

async function readModels(url: string): Promise<void> {
  const response = await fetch(`${url}/studio/models/inspect/all`);
  const text = await response.text();
  if (!response.ok || !/users/i.test(text)) throw new Error(`The Studio started, but has no models: ${text.slice(0, 300)}`);
}

/** The floor: a process that does nothing but open the sample database and ask it one thing. */
function openBareDatabase(): number {
  const program = `
    import { readFileSync } from 'node:fs';
    import { PGlite } from '@electric-sql/pglite';
    import { pg_stat_statements } from '@electric-sql/pglite/contrib/pg_stat_statements';
    const db = await PGlite.create({ loadDataDir: new Blob([readFileSync(${JSON.stringify(tarball)})]), extensions: { pg_stat_statements } });
    await db.query('select 1');
    process.exit(0);`;
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The sample database does not open: ${stderr}`);
  return performance.now() - started;
}

function line(what: string, time: number, bare: number): Measurement {
  return {
    what,
    value: milliseconds(time),
    baseline: `bare PGlite on the same data: ${milliseconds(bare)}`,
    ratio: time / bare,
    target: `≤ ${milliseconds(TARGET_MS)}`,
    holds: time <= TARGET_MS,
  };
}
