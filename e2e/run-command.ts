import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { main } from './start-studio.ts';

export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** Runs text as it is pasted into a POSIX shell, with the built command on the PATH as `aksara`. */
export async function runInShell(text: string, env: NodeJS.ProcessEnv): Promise<CommandResult> {
  const child = spawn('/bin/sh', [], { env: { ...env, PATH: withAksara(env) }, cwd: env['HOME'], stdio: ['pipe', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => (output.stdout += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (output.stderr += part));
  child.stdin.end(`${text}\n`);
  await once(child, 'close');
  return { ...output, code: child.exitCode ?? -1 };
}

/** What `npm install --global` would have made: a file named as the command. Each call makes its own: a file that is open for writing does not start. */
function withAksara(env: NodeJS.ProcessEnv): string {
  const folder = mkdtempSync(join(env['HOME'] ?? '', '.bin-'));
  const command = join(folder, 'aksara');
  writeFileSync(command, `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`);
  chmodSync(command, 0o755);
  return `${folder}${delimiter}${env['PATH'] ?? ''}`;
}
