import type { Command } from 'commander';
import { FlowError, type FlowRequest } from '#contract';
import { parseRouteId } from '#flows';
import { reportError, reportFailedPack } from '../failure.ts';
import { requestPack } from '../flow-source.ts';
import { optionalField } from '../optional-field.ts';
import { addFlowOptions, type FlowOptions } from '../options.ts';
import { packSummary, packText } from '../pack-text.ts';
import { addActionsCommand } from './actions-command.ts';
import type { CommandContext } from './command-context.ts';

/** `aksara ai flows …`: one command a kind, each with the object it takes. */
export function addFlowCommands(program: Command, context: CommandContext): void {
  const flows = program.command('ai').description('prompt packs for any chat').command('flows').description('build prompt packs');
  addActionsCommand(flows, context);
  addModelCommand(flows, context);
  addRouteCommand(flows, context);
  addQueryCommand(flows, context);
  addMigrationCommand(flows, context);
  addDiagnosticCommand(flows, context);
}

function addModelCommand(flows: Command, context: CommandContext): void {
  addFlowOptions(flows.command('model').argument('[name]', 'model, such as User, users or public.users').option('--model-name <name>', 'the same, for a name that begins with a dash'))
    .description('pack about a table or view')
    .action((name: string | undefined, options: FlowOptions & { modelName?: string }) =>
      runFlow(() => ({ kind: 'model', body: { ...common(options), model_name: required(name ?? options.modelName, 'a model, such as User') } }), options, context),
    );
}

function addRouteCommand(flows: Command, context: CommandContext): void {
  addFlowOptions(flows.command('route').argument('<route>', 'method and path, such as GET:/api/users'))
    .description('pack about an API route')
    .action((route: string, options: FlowOptions) =>
      runFlow(() => {
        const parsed = parseRouteId(route);
        if (parsed === null) throw new FlowError('INVALID_REQUEST', `A route is METHOD:/path, such as GET:/api/users, not "${route.slice(0, 200)}".`);
        return { kind: 'route', body: { ...common(options), ...parsed } };
      }, options, context),
    );
}

function addQueryCommand(flows: Command, context: CommandContext): void {
  addFlowOptions(flows.command('query').requiredOption('--sql <sql>', 'one SQL statement; - reads it from standard input').option('--no-explain', 'leave the plan out').option('--plan <file>', 'output of EXPLAIN to use instead of asking the database; - reads it from standard input'))
    .description('pack about a SQL statement')
    .action((options: FlowOptions & { sql: string; explain: boolean; plan?: string }) =>
      runFlow(async () => {
        if (options.sql === '-' && options.plan === '-') throw new FlowError('INVALID_REQUEST', 'Only one of --sql and --plan can be read from standard input: give the other as text or file.');
        const sql = options.sql === '-' ? await context.io.readInput() : options.sql;
        const plan = options.plan === undefined ? undefined : await readPlan(options.plan, context);
        return { kind: 'query', body: { ...common(options), sql, ...(options.explain ? {} : { include_explain: false }), ...optionalField('plan', plan) } };
      }, options, context),
    );
}

async function readPlan(file: string, { io }: CommandContext): Promise<string> {
  if (file === '-') return io.readInput();
  try {
    return await io.readFile(file);
  } catch (error) {
    throw new FlowError('SOURCE_UNREADABLE', `The plan cannot be read from ${file}: ${error instanceof Error ? error.message : String(error)}.`, { remedy: 'Give a file with the output of EXPLAIN, or - to read it from standard input.' });
  }
}

function addMigrationCommand(flows: Command, context: CommandContext): void {
  addFlowOptions(flows.command('migration').option('--id <id>', 'migration id: app/name').option('--app <app>', 'app; alone: its first pending migration, else its newest').option('--name <name>', 'name or leading version'))
    .description('pack about a migration')
    .action((options: FlowOptions & { id?: string; app?: string; name?: string }) =>
      runFlow(() => {
        const body = { ...common(options), ...optionalField('migration_id', options.id), ...optionalField('app', options.app), ...optionalField('name', options.name) };
        return { kind: 'migration', body };
      }, options, context),
    );
}

function addDiagnosticCommand(flows: Command, context: CommandContext): void {
  addFlowOptions(flows.command('diagnostic').option('--issue-id <id>', 'finding, such as d-001; without it: the worst of the project'))
    .description('pack about findings')
    .action((options: FlowOptions & { issueId?: string }) =>
      runFlow(() => ({ kind: 'diagnostic', body: { ...common(options), ...optionalField('issue_id', options.issueId) } }), options, context),
    );
}

async function runFlow(toRequest: () => FlowRequest | Promise<FlowRequest>, options: FlowOptions, { io, exit }: CommandContext): Promise<void> {
  try {
    const pack = await requestPack(await toRequest(), options, io);
    if (!pack.ok) return exit(reportFailedPack(pack, options.format, io));
    if (options.format === 'json') return io.out(`${JSON.stringify(pack, null, 2)}\n`);
    io.out(packText(pack));
    io.err(packSummary(pack));
  } catch (error) {
    exit(reportError(error, options.format, io));
  }
}

function common(options: FlowOptions) {
  return { action_key: options.action, ...(options.detail === undefined ? {} : { detail: options.detail }), ...(options.budget === undefined ? {} : { budget: options.budget }) };
}

function required(value: string | undefined, what: string): string {
  if (value === undefined) throw new FlowError('INVALID_REQUEST', `Give ${what}.`);
  return value;
}
