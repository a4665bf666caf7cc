import type { CliIo } from '../io.ts';

/** Where a command leaves its exit code. */
export interface CommandContext {
  readonly io: CliIo;
  readonly exit: (code: number) => void;
}
