import { basename } from 'node:path';
import { FlowError } from '#contract';
import { toVisibleLine } from '#flows';
import { readTextFile } from '../sources/text-file.ts';

/** What a configuration file holds, before it is checked. */
export interface ConfigValue {
  readonly value: unknown;
  /** Keys that an object of the file holds more than once; the last one counts. */
  readonly duplicates: readonly DuplicateKey[];
}

export interface DuplicateKey {
  readonly path: readonly (string | number)[];
  /** From 1. */
  readonly line: number;
}

const mostBytes = 1024 * 1024;

/**
 * Reads a configuration file: JSON as data, everything else as a module that runs. Throws FlowError INVALID_CONFIG with the place
 * when it cannot be read, does not parse, or throws.
 */
export async function readConfigValue(path: string): Promise<ConfigValue> {
  const file = await readTextFile(path, mostBytes);
  if (!file.ok) throw unreadable(path, file.reason);
  try {
    if (path.endsWith('.json')) {
      const { parseJsonConfig } = await import('./json-config.ts');
      return parseJsonConfig(file.text);
    }
    const { runModuleConfig } = await import('./module-config.ts');
    return await runModuleConfig(path, file.text);
  } catch (error) {
    throw unreadable(path, `cannot be read: ${messageOf(error)}`, error);
  }
}

function unreadable(path: string, reason: string, cause?: unknown): FlowError {
  return new FlowError('INVALID_CONFIG', `${basename(path)} ${reason}`, { cause, remedy: 'Correct the file; a running Studio reads it again by itself.' });
}

/** One line of whatever was thrown, with the line and column a parser names; the folders of this machine stay out of it. */
function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const lines = message.split('\n').map((line) => line.trim());
  const place = message.startsWith('ParseError') ? /:(\d+):(\d+)$/.exec(lines[1] ?? '') : null;
  const text = `${lines[0] ?? ''}${place === null ? '' : ` (line ${place[1]}, column ${Number(place[2]) + 1})`}`;
  return toVisibleLine(text.replaceAll(/(?:file:\/\/)?(?:\/[^\s:'"/]+)+\/(?=[^\s:'"/]+)/g, '')).slice(0, 400);
}
