import type { Command } from 'commander';
import { FlowError, type CheckRequest, type FlowRequest } from '#contract';
import { requestCheck } from '../check-source.ts';
import { checkText } from '../check-text.ts';
import { exitCodes } from '../exit-codes.ts';
import { reportError, reportFailedPack } from '../failure.ts';
import { addProjectOptions, type ProjectOptions } from '../options.ts';
import type { CommandContext } from './command-context.ts';
import { addObjectCommands } from './object-commands.ts';

/** `aksara ai check …`: holds an answer from standard input against its pack, named by its id or asked for as in `ai flows`. */
export function addCheckCommands(ai: Command, context: CommandContext): void {
  const check = ai.command('check').description('check an answer from standard input against the project, without a model').enablePositionalOptions();
  addProjectOptions(check.option('--pack-id <id>', 'pack that is answered, as its summary or the Studio shows it'))
    .action((options: ProjectOptions & { packId?: string }) => checkInput(() => byPackId(options.packId, context), options, context));
  addObjectCommands(check, { io: context.io, what: 'check an answer', act: (toRequest, options) => checkInput(async () => byFlow(await toRequest()), options, context) });
}

type Asked = Omit<CheckRequest, 'answer'>;

async function checkInput(toAsked: () => Promise<Asked>, options: ProjectOptions, { io, exit }: CommandContext): Promise<void> {
  try {
    const asked = await toAsked();
    const answer = await io.readInput();
    if (answer.trim() === '') throw new FlowError('INVALID_REQUEST', 'Standard input holds no answer.', { remedy: 'Give it one: aksara ai check --pack-id ID < answer.md' });
    const response = await requestCheck({ ...asked, answer }, options, io);
    if (!response.ok || response.check === null) return exit(reportFailedPack(response, options.format, io));
    io.out(options.format === 'json' ? `${JSON.stringify(response, null, 2)}\n` : checkText(response.check, answer));
    if (response.check.marks.some(({ level }) => level === 'error')) exit(exitCodes.failure);
  } catch (error) {
    exit(reportError(error, options.format, io));
  }
}

function byFlow({ kind, body }: FlowRequest): Asked {
  const { action_key, hub_overrides: _overrides, ...context } = body;
  return { flow_type: kind, action_key, context };
}

/** The request a pack was made by, as this machine noted it. */
async function byPackId(packId: string | undefined, { io }: CommandContext): Promise<Asked> {
  if (packId === undefined) throw new FlowError('INVALID_REQUEST', 'Name the pack that is answered: --pack-id ID, or a kind of object such as: model User --action explain_model.');
  const { openHistory } = await import('#server');
  const logged = openHistory(io.env).packs.find(packId.toLowerCase());
  if (logged === null) {
    throw new FlowError('NOT_FOUND', `No pack ${packId.slice(0, 64)} was made on this machine, or it is too long ago.`, {
      remedy: 'Name its object instead, such as: aksara ai check model User --action explain_model < answer.md',
    });
  }
  const { flow_type, action_key, context } = logged;
  return { flow_type, action_key, context };
}
