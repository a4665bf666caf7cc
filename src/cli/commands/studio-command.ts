import type { Command } from 'commander';
import { configWarnings } from '../config-warnings.ts';
import { reportError } from '../failure.ts';
import { projectSources } from '../flow-source.ts';
import { openInBrowser } from '../open-in-browser.ts';
import { addSourceOptions, parsePort, type SourceOptions } from '../options.ts';
import type { CommandContext } from './command-context.ts';

interface StudioOptions extends SourceOptions {
  readonly port: number;
  readonly host: string;
  readonly open: boolean;
  readonly token?: string;
}

/** `aksara studio`: the server and the Studio, until it is asked to stop. */
export function addStudioCommand(program: Command, { io, exit }: CommandContext): void {
  addSourceOptions(program.command('studio'))
    .description('start the Studio')
    .option('--port <port>', 'port; taken: the next free one; 0: any free one', parsePort, 8000)
    .option('--host <host>', 'address to listen on; anything but loopback needs a token', '127.0.0.1')
    .option('--no-open', 'do not open the browser')
    .option('--token <token>', 'token every API request must carry (default: AKSARA_TOKEN)')
    .action(async ({ port, host, open, token, ...options }: StudioOptions) => {
      try {
        const { startStudio } = await import('#server');
        const studio = await startStudio({
          port, host, ...projectSources(options, io), token: token ?? io.env.AKSARA_TOKEN, environment: io.env, warn: (text) => io.err(`${text}\n`),
        });
        for (const text of configWarnings(studio.project.snapshot())) io.err(text);
        io.out(`Studio: ${studio.url}\n`);
        if (open && io.interactive) openInBrowser(studio.url);
        await io.stopped();
        await studio.close();
      } catch (error) {
        exit(reportError(error, 'text', io));
      }
    });
}
