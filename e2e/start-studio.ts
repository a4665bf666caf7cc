import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type StartedStudio = {
  /** Origin without a trailing slash, such as http://127.0.0.1:41234. */
  readonly url: string;
  /** The environment it runs in: give it to a CLI call that should see the same hub settings. */
  readonly env: NodeJS.ProcessEnv;
  /** What it printed so far. */
  output(): string;
  /** The folder it runs in. */
  readonly folder: string;
  /** Ends the process and removes its settings folder. */
  stop(): Promise<void>;
};

export type StartOptions = {
  /** More arguments after `aksara studio`. */
  args?: readonly string[];
  /** Added to an environment without provider keys, database address or settings of this machine. */
  env?: NodeJS.ProcessEnv;
  /** Files in the folder it runs in, by name. */
  files?: Readonly<Record<string, string>>;
};

/** The built command. */
export const main = fileURLToPath(new URL('../dist/node/main.js', import.meta.url));
const READY = /Studio: (http:\/\/\S+)/;
const READY_WITHIN_MS = 30_000;

/** Starts the built command on a free port with settings folders of its own; resolves when it says where it listens. */
export async function startStudio({ args = [], env: extra = {}, files = {} }: StartOptions = {}): Promise<StartedStudio> {
  const home = mkdtempSync(join(tmpdir(), 'aksara-e2e-'));
  const env = { ...cleanEnvironment(home), ...extra };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, name), text);
  const child = spawn(process.execPath, [main, 'studio', '--port', '0', '--no-open', ...args], {
    cwd: home,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collectOutput(child);
  async function stop(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(home, { recursive: true, force: true });
  }
  try {
    const address = await whenReady(child, output);
    return { url: new URL(address).origin, env, output, folder: home, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function cleanEnvironment(home: string): NodeJS.ProcessEnv {
  const { PATH, LANG } = process.env;
  return { PATH, LANG, HOME: home, XDG_CONFIG_HOME: join(home, 'config'), XDG_STATE_HOME: join(home, 'state') };
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  }
  return () => text;
}

async function whenReady(child: ChildProcess, output: () => string): Promise<string> {
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline) {
    const address = READY.exec(output())?.[1];
    if (address) return address;
    if (child.exitCode !== null) throw new Error(`aksara studio ended with code ${child.exitCode}:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`aksara studio did not get ready within ${READY_WITHIN_MS / 1000} s:\n${output()}`);
}
