import { Command, CommanderError } from 'commander';
import { addCheckCommands } from './commands/check-commands.ts';
import { addFlowCommands } from './commands/flow-commands.ts';
import { addRunCommands } from './commands/run-commands.ts';
import { addSnapshotCommand } from './commands/snapshot-command.ts';
import { addStudioCommand } from './commands/studio-command.ts';
import { exitCodes } from './exit-codes.ts';
import type { CliIo } from './io.ts';
import { version } from './version.ts';

/** Runs one command line (without `node` and the script) and answers its exit code; never ends the process. */
export async function run(argv: readonly string[], io: CliIo): Promise<number> {
  let code: number = exitCodes.ok;
  const program = createProgram({ io, exit: (value) => void (code = value) });
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has printed its message; help and version are no failures.
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  }
  return code;
}

function createProgram(context: { readonly io: CliIo; readonly exit: (code: number) => void }): Command {
  const program = new Command('aksara')
    .description('Prompt packs full of evidence for PostgreSQL-backed applications')
    .version(version, '--version', 'print the version')
    .showHelpAfterError('(see aksara --help)')
    .showSuggestionAfterError()
    .exitOverride()
    // A command below may have options of the same names as the one above it (`ai check` and `ai check model`).
    .enablePositionalOptions()
    .configureOutput({ writeOut: context.io.out, writeErr: context.io.err });
  addStudioCommand(program, context);
  const ai = program.command('ai').description('prompt packs for any chat, and their answers').enablePositionalOptions();
  addFlowCommands(ai, context);
  addRunCommands(ai, context);
  addCheckCommands(ai, context);
  addSnapshotCommand(program, context);
  return program;
}
