import type { Command } from 'commander';
import type { FlowRequest, RunRequest } from '#contract';
import { reportError, reportFailedRun } from '../failure.ts';
import type { CliIo } from '../io.ts';
import { addRunOptions, type FlowOptions, type RunOptions } from '../options.ts';
import { createRunPrinter } from '../run-printer.ts';
import { requestRun } from '../run-source.ts';
import type { CommandContext } from './command-context.ts';
import { addObjectCommands, type ObjectAction } from './object-commands.ts';

/** `aksara ai run …`: the pack of an object, sent to a model. */
export function addRunCommands(ai: Command, context: CommandContext): void {
  const run = ai.command('run').description('send a prompt pack to the configured provider and print its answer');
  addObjectCommands(run, { io: context.io, what: 'answer', act: printAnswer(context), addOptions: addRunOptions });
}

function printAnswer({ io, exit }: CommandContext): ObjectAction {
  return async (toRequest, flowOptions) => {
    const options: FlowOptions & RunOptions = flowOptions; // `addRunOptions` has added its own
    try {
      const request = toRunRequest(await toRequest(), options);
      const printer = createRunPrinter({ format: options.format, stream: options.stream ?? (options.format === 'text' && io.interactive) }, io);
      const response = await requestRun(request, options, io, { signal: stopSignal(io), onEvent: printer.take });
      printer.finish(response);
      if (!response.ok) exit(reportFailedRun(response, options.format, io));
    } catch (error) {
      exit(reportError(error, options.format, io));
    }
  };
}

function toRunRequest({ kind, body }: FlowRequest, options: RunOptions): RunRequest {
  const { action_key, hub_overrides: _, ...context } = body;
  return { flow_type: kind, action_key, context, provider_override: options.provider ?? null, model_override: options.model ?? null };
}

/** Aborted by Ctrl-C: the answer that came until then is kept. */
function stopSignal(io: CliIo): AbortSignal {
  const controller = new AbortController();
  void io.stopped().then(() => controller.abort());
  return controller.signal;
}
