import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { FlowError } from '#contract';

/** Outside any repository: `$XDG_STATE_HOME/aksara-studio/history`, else below `~/.local/state`. A relative XDG path is ignored, as its specification asks. */
export function historyFolder(environment: Readonly<Record<string, string | undefined>>): string {
  const configured = environment['XDG_STATE_HOME'];
  const base = configured && isAbsolute(configured) ? configured : join(environment['HOME'] || homedir(), '.local', 'state');
  return join(base, 'aksara-studio', 'history');
}

export interface StoredFile {
  readonly name: string;
  readonly bytes: number;
}

/** Files of the folder by name; none when there is no folder. */
export function listFiles(folder: string): StoredFile[] {
  const names = attempt(() => readdirSync(folder), []);
  return names.filter((name) => name.endsWith('.json')).toSorted().flatMap((name) => {
    const bytes = attempt(() => statSync(join(folder, name)).size, null);
    return bytes === null ? [] : [{ name, bytes }];
  });
}

/** The parsed file, or null when it is not there or no JSON. */
export function readStored(folder: string, name: string): unknown {
  return attempt(() => JSON.parse(readFileSync(join(folder, name), 'utf8')) as unknown, null);
}

/** Writes in one step, readable by its owner only. Throws SOURCE_UNREADABLE when the folder cannot be written. */
export function writeStored(folder: string, name: string, value: unknown): void {
  const path = join(folder, name);
  const temporary = `${path}.${process.pid}.new`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    writeFileSync(temporary, `${JSON.stringify(value)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, path);
  } catch (cause) {
    rmSync(temporary, { force: true });
    throw new FlowError('SOURCE_UNREADABLE', `The answer cannot be kept in ${folder}: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      remedy: 'Make the folder writable, set XDG_STATE_HOME to another one, or turn the history off.',
      cause,
    });
  }
}

export function deleteStored(folder: string, name: string): void {
  rmSync(join(folder, name), { force: true });
}

/** Another process may have deleted what was listed a moment ago. */
function attempt<Value, Otherwise>(read: () => Value, otherwise: Otherwise): Value | Otherwise {
  try {
    return read();
  } catch {
    return otherwise; // not there, or not readable as what it should be
  }
}
