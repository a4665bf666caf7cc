import { InvalidArgumentError, Option, type Command } from 'commander';
import { budgetLimits, detailLevels, type DetailLevel } from '#contract';

/** Where the facts come from; the same options on every command that reads a project. */
export interface SourceOptions {
  readonly databaseUrl?: string;
  readonly openapi?: string;
  readonly migrations?: string;
  readonly snapshot?: string;
  readonly config?: string;
  readonly aksara?: string;
  readonly aksaraToken?: string;
}

/** A project, here or in a running Studio. */
export interface ProjectOptions extends SourceOptions {
  readonly format: 'text' | 'json';
  readonly server?: string;
  readonly token?: string;
}

export interface FlowOptions extends ProjectOptions {
  readonly action: string;
  readonly detail?: DetailLevel;
  readonly budget?: number;
  /** The pack that the backend builds, in place of ours. */
  readonly backendPack?: boolean;
}

export interface RunOptions {
  readonly provider?: string;
  readonly model?: string;
  /** Absent = as a person would like it: on a terminal. */
  readonly stream?: boolean;
}

export function addSourceOptions(command: Command): Command {
  return command
    .option('--database-url <url>', "PostgreSQL database to read (default: the configuration's, DATABASE_URL, else the embedded sample project)")
    .option('--openapi <file-or-url>', 'OpenAPI document of the API, JSON or YAML')
    .option('--migrations <folder>', 'folder of migrations')
    .option('--aksara <url>', 'running Aksara backend; the sources above fill what it lacks')
    .option('--aksara-token <token>', 'token of that backend (default: AKSARA_BACKEND_TOKEN)')
    .option('--snapshot <file>', 'a project that aksara snapshot wrote, in place of all sources')
    .option('--config <file>', 'configuration file (default: aksara.config.ts, .js or .json here, when there is one)');
}

export function addFormatOption(command: Command): Command {
  return command.addOption(new Option('--format <format>', 'output').choices(['text', 'json']).default('text'));
}

/** Options of every flow: the action, the sources or a running Studio, and the output. */
export function addFlowOptions(command: Command): Command {
  const withAction = command
    .requiredOption('--action <key>', 'action key, see: aksara ai flows actions')
    .addOption(new Option('--detail <level>', 'how much the pack shows').choices([...detailLevels]))
    .option('--budget <tokens>', `tokens of the user prompt, ${budgetLimits.least} to ${budgetLimits.most}`, parseBudget);
  return addProjectOptions(withAction);
}

export function addBackendPackOption(command: Command): Command {
  return command.option('--backend-pack', "the Aksara backend's own pack in place of ours (with --aksara or --server)");
}

/** Where the project is, here or in a running Studio, and how to answer. */
export function addProjectOptions(command: Command): Command {
  return addFormatOption(addSourceOptions(command))
    .option('--server <url>', 'ask a running Studio instead of reading the sources')
    .option('--token <token>', 'token of that Studio (default: AKSARA_TOKEN)');
}

/** Options of a run beside those of its flow. */
export function addRunOptions(command: Command): Command {
  return command
    .option('--provider <name>', 'provider to ask (default: the one of AI Hub)')
    .option('--model <id>', 'model to ask (default: the one of AI Hub)')
    .option('--stream', 'print the answer as it comes; with --format json one event a line (default: on a terminal)')
    .option('--no-stream', 'print the answer when it is complete');
}

/** A TCP port; 0 = any free one. */
export function parsePort(value: string): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (!(port <= 65535)) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

/** Tokens of a user prompt, by our estimate. */
function parseBudget(value: string): number {
  const budget = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(budget >= budgetLimits.least && budget <= budgetLimits.most)) {
    throw new InvalidArgumentError(`A budget is a whole number from ${budgetLimits.least} to ${budgetLimits.most}.`);
  }
  return budget;
}
