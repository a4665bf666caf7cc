import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { configFileNames, flowKinds, type CustomAction } from '#contract';
import { actionsOf, allActions } from '#flows';
import { configWarnings } from '../config-warnings.ts';
import { reportError } from '../failure.ts';
import { addFormatOption } from '../options.ts';
import type { CliIo } from '../io.ts';
import type { CommandContext } from './command-context.ts';

interface ActionsOptions {
  readonly format: 'text' | 'json';
  readonly config?: string;
}

/** `aksara ai flows actions`: what can be asked of each kind of object, the project's own actions last. */
export function addActionsCommand(flows: Command, { io, exit }: CommandContext): void {
  addFormatOption(flows.command('actions'))
    .description('list the actions')
    .option('--config <file>', 'configuration file (default: aksara.config.ts, .js or .json here, when there is one)')
    .action(async ({ format, config }: ActionsOptions) => {
      try {
        const custom = await readCustomActions(config, io);
        const actions = allActions(custom);
        io.out(format === 'json' ? `${JSON.stringify({ actions, total: actions.length }, null, 2)}\n` : actionsText(custom));
      } catch (error) {
        exit(reportError(error, format, io));
      }
    });
}

/** Without a configuration file nothing is loaded: the list is quick. */
async function readCustomActions(config: string | undefined, io: CliIo): Promise<readonly CustomAction[]> {
  if (config === undefined && !configFileNames.some((name) => existsSync(name))) return [];
  const { readProjectConfiguration } = await import('#server');
  const { configuration, skipped } = await readProjectConfiguration(config ?? null);
  for (const text of configWarnings({ skipped })) io.err(text);
  return configuration?.actions ?? [];
}

function actionsText(custom: readonly CustomAction[]): string {
  const width = Math.max(...allActions(custom).map(({ action_key }) => action_key.length));
  return flowKinds
    .map((kind) => {
      const lines = actionsOf(kind, custom).map(({ action_key, risk, description }) => `  ${action_key.padEnd(width)}  ${risk.padEnd(6)}  ${description}`);
      return `${kind}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}
