import type { Command } from 'commander';
import { FlowError, type FlowRequest } from '#contract';
import { parseRouteId } from '#flows';
import type { CliIo } from '../io.ts';
import { optionalField } from '../optional-field.ts';
import { addFlowOptions, type FlowOptions } from '../options.ts';

/** What is done with the object of a command line; `toRequest` throws INVALID_REQUEST for an object that cannot be meant. */
export type ObjectAction = (toRequest: () => FlowRequest | Promise<FlowRequest>, options: FlowOptions) => Promise<void>;

export interface ObjectCommands {
  readonly io: CliIo;
  /** First words of each description, such as `pack`. */
  readonly what: string;
  readonly act: ObjectAction;
  /** Options beside those of every flow. */
  readonly addOptions?: (command: Command) => Command;
}

/** One command a kind, each with the object it takes. */
export function addObjectCommands(parent: Command, commands: ObjectCommands): void {
  addModelCommand(parent, commands);
  addRouteCommand(parent, commands);
  addQueryCommand(parent, commands);
  addMigrationCommand(parent, commands);
  addDiagnosticCommand(parent, commands);
}

function addModelCommand(parent: Command, commands: ObjectCommands): void {
  const command = parent.command('model').argument('[name]', 'model, such as User, users or public.users').option('--model-name <name>', 'the same, for a name that begins with a dash');
  complete(command, commands, 'about a table or view').action((name: string | undefined, options: FlowOptions & { modelName?: string }) =>
    commands.act(() => ({ kind: 'model', body: { ...common(options), model_name: required(name ?? options.modelName, 'a model, such as User') } }), options),
  );
}

function addRouteCommand(parent: Command, commands: ObjectCommands): void {
  const command = parent.command('route').argument('<route>', 'method and path, such as GET:/api/users');
  complete(command, commands, 'about an API route').action((route: string, options: FlowOptions) =>
    commands.act(() => {
      const parsed = parseRouteId(route);
      if (parsed === null) throw new FlowError('INVALID_REQUEST', `A route is METHOD:/path, such as GET:/api/users, not "${route.slice(0, 200)}".`);
      return { kind: 'route', body: { ...common(options), ...parsed } };
    }, options),
  );
}

function addQueryCommand(parent: Command, commands: ObjectCommands): void {
  const command = parent.command('query').requiredOption('--sql <sql>', 'one SQL statement; - reads it from standard input').option('--no-explain', 'leave the plan out').option('--plan <file>', 'output of EXPLAIN to use instead of asking the database; - reads it from standard input');
  complete(command, commands, 'about a SQL statement').action((options: FlowOptions & { sql: string; explain: boolean; plan?: string }) =>
    commands.act(async () => {
      if (options.sql === '-' && options.plan === '-') throw new FlowError('INVALID_REQUEST', 'Only one of --sql and --plan can be read from standard input: give the other as text or file.');
      const sql = options.sql === '-' ? await commands.io.readInput() : options.sql;
      const plan = options.plan === undefined ? undefined : await readPlan(options.plan, commands.io);
      return { kind: 'query', body: { ...common(options), sql, ...(options.explain ? {} : { include_explain: false }), ...optionalField('plan', plan) } };
    }, options),
  );
}

async function readPlan(file: string, io: CliIo): Promise<string> {
  if (file === '-') return io.readInput();
  try {
    return await io.readFile(file);
  } catch (error) {
    throw new FlowError('SOURCE_UNREADABLE', `The plan cannot be read from ${file}: ${error instanceof Error ? error.message : String(error)}.`, { remedy: 'Give a file with the output of EXPLAIN, or - to read it from standard input.' });
  }
}

function addMigrationCommand(parent: Command, commands: ObjectCommands): void {
  const command = parent.command('migration').option('--id <id>', 'migration id: app/name').option('--app <app>', 'app; alone: its first pending migration, else its newest').option('--name <name>', 'name or leading version');
  complete(command, commands, 'about a migration').action((options: FlowOptions & { id?: string; app?: string; name?: string }) =>
    commands.act(() => {
      const body = { ...common(options), ...optionalField('migration_id', options.id), ...optionalField('app', options.app), ...optionalField('name', options.name) };
      return { kind: 'migration', body };
    }, options),
  );
}

function addDiagnosticCommand(parent: Command, commands: ObjectCommands): void {
  const command = parent.command('diagnostic').option('--issue-id <id>', 'finding, such as d-001; without it: the worst of the project');
  complete(command, commands, 'about findings').action((options: FlowOptions & { issueId?: string }) =>
    commands.act(() => ({ kind: 'diagnostic', body: { ...common(options), ...optionalField('issue_id', options.issueId) } }), options),
  );
}

function complete(command: Command, { what, addOptions = (same) => same }: ObjectCommands, about: string): Command {
  return addOptions(addFlowOptions(command)).description(`${what} ${about}`);
}

function common(options: FlowOptions) {
  return { action_key: options.action, ...(options.detail === undefined ? {} : { detail: options.detail }), ...(options.budget === undefined ? {} : { budget: options.budget }) };
}

function required(value: string | undefined, what: string): string {
  if (value === undefined) throw new FlowError('INVALID_REQUEST', `Give ${what}.`);
  return value;
}
