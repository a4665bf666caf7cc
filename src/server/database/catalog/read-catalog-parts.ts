import type { Skipped } from '#contract';
import { quoteIdentifier } from '../database-failure.ts';
import type { Query } from '../database.ts';
import type { DatabaseParts, ModelParts } from './catalog-parts.ts';
import { 
  constraintsSql, DISABLED_KEY_TRIGGERS_SQL, policiesSql, triggersSql, type ConstraintRow, type DisabledKeyTriggerRow, type PolicyRow, type TriggerRow,
} from './constraint.sql.ts';
import { DOMAINS_SQL, type DomainRow } from './domain.sql.ts';
import { foldConstraints } from './fold-constraint.ts';
import { createPartReader, type PartReader } from './part-reader.ts';
import { readColumns } from './read-columns.ts';
import { readIndexes } from './read-indexes.ts';
import { readFirstLastValues } from './read-last-values.ts';
import { describeUnseenSessions, readLiveParts } from './read-live.ts';
import { readDatabaseBytes, readSizes, readViews } from './read-storage.ts';
import { GRANTS_SQL, VIEW_READS_SQL, type GrantRow, type RelationRow, type ViewReadsRow } from './relation.sql.ts';
import { DEFINER_FUNCTIONS_SQL, type DefinerFunctionRow } from './sequence.sql.ts';
import {
  ACTIVITY_SQL, EXTENSIONS_SQL, PLANNER_SETTINGS_SQL, SERVER_SQL, type ActivityRow, type ExtensionRow, type ServerRow, type SettingRow,
} from './server.sql.ts';

export interface CatalogReading {
  readonly database: DatabaseParts;
  readonly models: ModelParts;
  readonly skipped: readonly Skipped[];
}

/**
 * All parts, inside the transaction of `query`. They are started together and run in this order; rows are folded as soon as they
 * are there, while the server works on the next.
 */
export async function readCatalogParts(query: Query): Promise<CatalogReading> {
  const server = (await query<ServerRow>(SERVER_SQL))[0];
  if (!server) throw new Error('the server answered no row to a SELECT without FROM');
  const reader = createPartReader(query, server.role);
  const [activity = null] = await readPart<ActivityRow>(reader, 'database.activity', ACTIVITY_SQL, ['pg_locks', 'pg_stat_database']);
  const locked = activity?.locked ?? [];
  const base = readColumns(reader, locked);
  const [models, database, { sequences }, lastValues] = await Promise.all([
    readModelParts(reader, { server, locked, base }),
    readDatabaseParts(reader, server),
    base,
    base.then((read) => readFirstLastValues(reader, read.sequences)),
  ]);
  return {
    database: { server, activity, sequences, lastValues, ...database },
    models,
    skipped: [...reader.skipped, ...describeUnseenSessions(server), ...describeLocked(models.relations, locked), ...describeUnreadable(models.relations, server)],
  };
}

interface ModelSources {
  readonly server: ServerRow;
  readonly locked: readonly number[];
  readonly base: ReturnType<typeof readColumns>;
}

async function readModelParts(reader: PartReader, { server, locked, base }: ModelSources): Promise<ModelParts> {
  const versionNumber = server.version_number;
  const constraintRows = readPart<ConstraintRow>(reader, 'models.constraints', constraintsSql(versionNumber, locked), ['pg_constraint']);
  const disabledRows = readPart<DisabledKeyTriggerRow>(reader, 'models.triggers', DISABLED_KEY_TRIGGERS_SQL, ['pg_trigger']);
  const constraints = Promise.all([base, constraintRows, disabledRows]).then(([{ lookup }, rows, disabled]) => foldConstraints(rows, disabled, lookup));
  const sizes = readSizes(reader, server, locked);
  const [{ relations, lookup, columns }, folded, indexes, ...others] = await Promise.all([
    base,
    constraints,
    readIndexes(reader, { versionNumber, locked, base, constraints, sizes }),
    sizes,
    readPart<TriggerRow>(reader, 'models.triggers', triggersSql(locked), ['pg_trigger', 'pg_proc', 'pg_namespace']),
    readPart<PolicyRow>(reader, 'models.policies', policiesSql(locked), ['pg_policy']),
    readPart<GrantRow>(reader, 'models.grants', GRANTS_SQL, ['pg_class', 'pg_attribute']),
    readViews(reader, locked),
    reader.read<ViewReadsRow>({ name: 'models.views', sql: VIEW_READS_SQL, needs: ['pg_rewrite', 'pg_class', 'pg_depend'] }),
  ]);
  const [sizeRows, triggers, policies, grants, views, viewReads] = others;
  const { constraints: own, incoming } = folded;
  return { relations, lookup, columns, constraints: own, incoming, indexes, sizes: sizeRows, triggers, policies, grants, views, viewReads };
}

async function readDatabaseParts(reader: PartReader, server: ServerRow) {
  const [extensions, settings, functions, domains, bytes, live] = await Promise.all([
    readPart<ExtensionRow>(reader, 'database.extensions', EXTENSIONS_SQL, ['pg_extension', 'pg_available_extensions()']),
    readPart<SettingRow>(reader, 'database.settings', PLANNER_SETTINGS_SQL, ['pg_settings']),
    readPart<DefinerFunctionRow>(reader, 'database.functions', DEFINER_FUNCTIONS_SQL, ['pg_proc', 'pg_namespace']),
    readPart<DomainRow>(reader, 'database.domains', DOMAINS_SQL, ['pg_type', 'pg_constraint']),
    readDatabaseBytes(reader, server),
    readLiveParts(reader, server),
  ]);
  return { extensions, settings, functions, domains, bytes, ...live };
}

async function readPart<Row>(reader: PartReader, ...[name, sql, needs]: [string, string, string[]]): Promise<Row[]> {
  return (await reader.read<Row>({ name, sql, needs })) ?? [];
}

function describeLocked(relations: readonly RelationRow[], locked: readonly number[]): Skipped[] {
  const names = relations.filter((row) => locked.includes(row.oid)).map((row) => `${row.schema}.${row.name}`);
  if (names.length === 0) return [];
  return [{
    part: 'models.locked',
    reason: `Another session holds an exclusive lock on ${names.join(', ')}: sizes, expressions and the views that read them were not read.`,
    remedy: 'Refresh after the migration or maintenance that holds the lock has ended.',
  }];
}

/** pg_stats silently leaves out tables the role may not select from. */
function describeUnreadable(relations: readonly RelationRow[], server: ServerRow): Skipped[] {
  const tables = relations.filter((row) => !row.readable && row.kind !== 'v');
  const first = tables[0];
  if (!first) return [];
  const others = tables.length === 1 ? '' : ` and ${tables.length - 1} more`;
  return [{
    part: 'models.statistics',
    reason: `Role "${server.role}" may not select from ${first.schema}.${first.name}${others}: their column statistics were not read.`,
    remedy: grantSelect(tables, server),
  }];
}

function grantSelect(tables: readonly RelationRow[], server: ServerRow): string {
  const role = quoteIdentifier(server.role);
  const first = tables[0];
  if (tables.length === 1 && first) return `GRANT SELECT ON ${quoteIdentifier(first.schema)}.${quoteIdentifier(first.name)} TO ${role};`;
  if (server.version_number >= 140000) return `GRANT pg_read_all_data TO ${role};`;
  return [...new Set(tables.map((row) => row.schema))]
    .map((schema) => `GRANT SELECT ON ALL TABLES IN SCHEMA ${quoteIdentifier(schema)} TO ${role};`)
    .join(' ');
}
