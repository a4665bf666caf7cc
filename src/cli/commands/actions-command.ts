import type { Command } from 'commander';
import { flowKinds } from '#contract';
import { actionsOf, flowActions } from '#flows';
import { addFormatOption } from '../options.ts';
import type { CommandContext } from './command-context.ts';

/** `aksara ai flows actions`: what can be asked of each kind of object. */
export function addActionsCommand(flows: Command, { io }: CommandContext): void {
  addFormatOption(flows.command('actions'))
    .description('list the actions')
    .action(({ format }: { format: 'text' | 'json' }) => {
      io.out(format === 'json' ? `${JSON.stringify({ actions: flowActions, total: flowActions.length }, null, 2)}\n` : actionsText());
    });
}

function actionsText(): string {
  const width = Math.max(...flowActions.map(({ action_key }) => action_key.length));
  return flowKinds
    .map((kind) => {
      const lines = actionsOf(kind).map(({ action_key, risk, description }) => `  ${action_key.padEnd(width)}  ${risk.padEnd(6)}  ${description}`);
      return `${kind}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}
