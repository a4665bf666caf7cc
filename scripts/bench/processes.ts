import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../ensure-built.mjs';

export const builtCommand = join(root, 'dist', 'node', 'main.js');

/** An environment in which a start depends on nothing of this machine but Node. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const home = mkdtempSync(join(tmpdir(), 'aksara-bench-'));
  return { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_STATE_HOME: join(home, 'state') };
}

/**
 * Wall time in ms of each command line, run in turns so that a slow moment of the machine hits all of them.
 * @throws Error when one of them fails: a quick failure must not look like a quick start.
 */
export function timeInTurns(commandLines: readonly (readonly string[])[], rounds: number): number[][] {
  const env = cleanEnvironment();
  const samples = commandLines.map((): number[] => []);
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, args] of commandLines.entries()) {
      const started = performance.now();
      const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
      const elapsed = performance.now() - started;
      if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
      if (round > 0) samples[index]?.push(elapsed); // the first round only warms the file cache
    }
  }
  return samples;
}
