// `npm run check`: everything that can be said without running a test. Every step runs, so that one call shows all that is wrong.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './ensure-built.mjs';

type Step = { name: string; program: string; args: readonly string[] };
type Outcome = { step: Step; ok: boolean; output: string; seconds: number };

const sourceSteps: readonly Step[] = [
  { name: 'types', program: 'typescript/bin/tsc', args: ['-p', '.'] },
  { name: 'types of the pure core: flows', program: 'typescript/bin/tsc', args: ['-p', 'src/flows'] },
  { name: 'types of the pure core: analysis', program: 'typescript/bin/tsc', args: ['-p', 'src/analysis'] },
  { name: 'lint', program: 'oxlint/bin/oxlint', args: ['--deny-warnings'] },
  { name: 'layers', program: 'dependency-cruiser/bin/dependency-cruise.mjs', args: ['src', '--config', '.dependency-cruiser.mjs'] },
  { name: 'unused code', program: 'knip/bin/knip.js', args: [] },
];
const buildSteps: readonly Step[] = [
  { name: 'build', program: 'tsx/dist/cli.mjs', args: ['scripts/build.ts'] },
  { name: 'build without a server', program: 'tsx/dist/cli.mjs', args: ['scripts/build-static.ts'] },
];
const productSteps: readonly Step[] = [
  { name: 'sizes', program: 'size-limit/bin.js', args: [] },
  { name: 'package', program: 'publint/src/cli.js', args: ['--strict'] },
];

const outcomes = await runAll(sourceSteps);
const built = await runAll(buildSteps);
outcomes.push(...built, ...(built.every(({ ok }) => ok) ? await runAll(productSteps) : []));
const failed = outcomes.filter((outcome) => !outcome.ok);
console.log(failed.length === 0 ? 'check: all good' : `check: failed: ${failed.map((outcome) => outcome.step.name).join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Two at a time, each reported as it ends. */
async function runAll(steps: readonly Step[]): Promise<Outcome[]> {
  const done: Outcome[] = [];
  const waiting = [...steps];
  async function work(): Promise<void> {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      const outcome = await runStep(step);
      report(outcome);
      done.push(outcome);
    }
  }
  await Promise.all([work(), work()]);
  return done;
}

async function runStep(step: Step): Promise<Outcome> {
  const program = join(root, 'node_modules', step.program);
  if (!existsSync(program)) return { step, ok: false, output: `${step.program} is not installed: run npm ci\n`, seconds: 0 };
  const started = performance.now();
  const child = spawn(process.execPath, [program, ...step.args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [code] = await once(child, 'close');
  return { step, ok: code === 0, output, seconds: (performance.now() - started) / 1000 };
}

function report({ step, ok, output, seconds }: Outcome): void {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${step.name} (${seconds.toFixed(1)} s)`);
  if (!ok) console.log(output.trimEnd().replace(/^/gm, '     '));
}
