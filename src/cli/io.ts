import { fstatSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { exitCodes } from './exit-codes.ts';

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

/**
 * The real process. A reader that goes away (`| head`) ends the output quietly, as is usual for a command; a disk that is full ends the
 * command, in one line.
 */
export function processIo(): CliIo {
  process.stdout.on('error', endOutput);
  return {
    out: fstatSync(process.stdout.fd).isFile() ? writeWhole : (value) => void process.stdout.write(value),
    err: (value) => void process.stderr.write(value),
    readInput: () => text(process.stdin),
    readFile: (path) => readFile(path, 'utf8'),
    env: process.env,
    interactive: process.stdout.isTTY === true,
    stopped: waitForSignal,
  };
}

/** Node's own stream for a file takes the part that still had room on a full disk for all of it. */
function writeWhole(value: string): void {
  const bytes = Buffer.from(value);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(process.stdout.fd, bytes, written);
  } catch (error) {
    endOutput(error);
  }
}

function endOutput(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'EPIPE') return;
  process.stderr.write(`aksara: The output cannot be written: ${error instanceof Error ? error.message : String(error)}.\n`);
  process.exit(exitCodes.failure);
}

function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
