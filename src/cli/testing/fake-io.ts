import { readFile } from 'node:fs/promises';
import type { CliIo } from '../io.ts';

export interface FakeIo extends CliIo {
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** Collects what a command prints; standard input is the given text, and nobody watches. */
export function fakeIo(env: CliIo['env'] = {}, input = ''): FakeIo {
  const printed = { out: '', err: '' };
  return {
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    readInput: () => Promise.resolve(input),
    readFile: (path) => readFile(path, 'utf8'),
    env,
    interactive: false,
    stopped: () => Promise.resolve(),
    stdout: () => printed.out,
    stderr: () => printed.err,
  };
}
