import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

/** What a command may touch of the outside: given in, so that a test can look at all of it. */
export interface CliIo {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readInput: () => Promise<string>;
  /** Throws when the file cannot be read. */
  readonly readFile: (path: string) => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** True when a person watches standard output. */
  readonly interactive: boolean;
  /** Resolves when the process is asked to stop. */
  readonly stopped: () => Promise<void>;
}

/** The real process. A reader that goes away (`| head`) ends the output quietly, as is usual for a command. */
export function processIo(): CliIo {
  process.stdout.on('error', ignoreClosedPipe);
  return {
    out: (value) => void process.stdout.write(value),
    err: (value) => void process.stderr.write(value),
    readInput: () => text(process.stdin),
    readFile: (path) => readFile(path, 'utf8'),
    env: process.env,
    interactive: process.stdout.isTTY === true,
    stopped: waitForSignal,
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
