import type { Command } from 'commander';
import { FlowError, type ProjectSnapshot } from '#contract';
import { reportError } from '../failure.ts';
import { projectSources } from '../flow-source.ts';
import { addSourceOptions, type SourceOptions } from '../options.ts';
import { writeOutput } from '../write-output.ts';
import type { CommandContext } from './command-context.ts';

/** `aksara snapshot`: the project as one file, redacted, for another machine or the static Studio. */
export function addSnapshotCommand(program: Command, { io, exit }: CommandContext): void {
  addSourceOptions(program.command('snapshot'))
    .description('write the project as one file, secrets and literals removed')
    .option('--out <file>', 'file to write; default: standard output')
    .action(async ({ out, ...options }: SourceOptions & { out?: string }) => {
      try {
        const { openHub, openProject, snapshotText } = await import('#server');
        const project = await openProject({ ...projectSources(options, io), watch: false });
        try {
          refuseEmpty(project.snapshot());
          const { text, redactions } = snapshotText(project, openHub(io.env, project.backend).secrets());
          if (out === undefined) io.out(text);
          else await writeOutput(out, text);
          io.err(summary(project.snapshot(), redactions.reduce((sum, { count }) => sum + count, 0)));
        } finally {
          await project.close();
        }
      } catch (error) {
        exit(reportError(error, 'text', io));
      }
    });
}

/** A file that only says why nothing could be read helps nobody. */
function refuseEmpty({ models, routes, migrations, skipped }: ProjectSnapshot): void {
  const failed = skipped.find(({ code }) => code !== undefined);
  if (models.length + routes.length + migrations.length > 0 || failed?.code === undefined) return;
  throw new FlowError(failed.code, failed.reason, failed.remedy === null ? {} : { remedy: failed.remedy });
}

function summary({ models, routes, queries, migrations, skipped }: ProjectSnapshot, removed: number): string {
  const counts = [`${models.length} models`, `${routes.length} routes`, `${queries.length} queries`, `${migrations.length} migrations`];
  const parts = [counts.join(', '), removed === 0 ? null : `${removed} secrets removed`, skipped.length === 0 ? null : `${skipped.length} parts skipped`];
  return `${parts.filter((part) => part !== null).join(' · ')}\n`;
}
