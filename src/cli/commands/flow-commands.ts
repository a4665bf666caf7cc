import type { Command } from 'commander';
import { reportError, reportFailedPack } from '../failure.ts';
import { requestPack } from '../flow-source.ts';
import { addBackendPackOption } from '../options.ts';
import { packSummary, packText } from '../pack-text.ts';
import { addActionsCommand } from './actions-command.ts';
import type { CommandContext } from './command-context.ts';
import { addObjectCommands, type ObjectAction } from './object-commands.ts';

/** `aksara ai flows …`: the pack of an object. */
export function addFlowCommands(ai: Command, context: CommandContext): void {
  const flows = ai.command('flows').description('build prompt packs');
  addActionsCommand(flows, context);
  addObjectCommands(flows, { io: context.io, what: 'pack', act: printPack(context), addOptions: addBackendPackOption });
}

function printPack({ io, exit }: CommandContext): ObjectAction {
  return async (toRequest, options) => {
    try {
      const pack = await requestPack(await toRequest(), options, io);
      if (!pack.ok) return exit(reportFailedPack(pack, options.format, io));
      if (options.format === 'json') return io.out(`${JSON.stringify(pack, null, 2)}\n`);
      io.out(packText(pack));
      io.err(packSummary(pack));
    } catch (error) {
      exit(reportError(error, options.format, io));
    }
  };
}
