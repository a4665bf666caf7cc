import type { Skipped } from '#contract';
import { quoteIdentifier } from '../database-failure.ts';
import type { Query } from '../database.ts';
import { COLUMN_STATISTICS_SQL, columnsSql, TYPES_SQL, type ColumnRow, type ColumnStatisticsRow, type TypeRow } from './column.sql.ts';
import { constraintsSql, policiesSql, triggersSql, type ConstraintRow, type PolicyRow, type TriggerRow } from './constraint.sql.ts';
import { createPartReader, type PartReader } from './part-reader.ts';
import type { RawCatalog } from './raw-catalog.ts';
import { readIndexes } from './read-indexes.ts';
import { readFirstLastValues } from './read-last-values.ts';
import { readDatabaseBytes, readSizes, readViews } from './read-storage.ts';
import { GRANTS_SQL, relationsSql, type GrantRow, type RelationRow } from './relation.sql.ts';
import { DEFINER_FUNCTIONS_SQL, SEQUENCES_SQL, type DefinerFunctionRow, type SequenceRow } from './sequence.sql.ts';
import {
  ACTIVITY_SQL, EXTENSIONS_SQL, PLANNER_SETTINGS_SQL, SERVER_SQL, type ActivityRow, type ExtensionRow, type ServerRow, type SettingRow,
} from './server.sql.ts';

export interface RawReading {
  readonly raw: RawCatalog;
  readonly skipped: readonly Skipped[];
}

/** All parts, one after the other, inside the transaction of `query`. */
export async function readRawCatalog(query: Query): Promise<RawReading> {
  const server = (await query<ServerRow>(SERVER_SQL))[0];
  if (!server) throw new Error('the server answered no row to a SELECT without FROM');
  const reader = createPartReader(query, server.role);
  const [activity = null] =
    (await reader.read<ActivityRow>({ name: 'database.activity', sql: ACTIVITY_SQL, needs: ['pg_locks', 'pg_stat_database'] })) ?? [];
  const locked = activity?.locked ?? [];
  const relations = await reader.require<RelationRow>({
    name: 'models', sql: relationsSql(locked), needs: ['pg_class', 'pg_namespace', 'pg_description', 'pg_inherits', 'pg_depend'],
  });
  const columns = await reader.require<ColumnRow>({
    name: 'models.columns', sql: columnsSql(locked), needs: ['pg_attribute', 'pg_attrdef', 'pg_class', 'pg_description'],
  });
  const types = await readPart<TypeRow>(reader, 'models.types', TYPES_SQL, ['pg_type', 'pg_enum']);
  const indexes = await readIndexes(reader, { relations, columns, types, versionNumber: server.version_number, locked });
  const sequences = await readPart<SequenceRow>(reader, 'database.sequences', SEQUENCES_SQL, ['pg_sequence', 'pg_class', 'pg_depend']);
  const raw: RawCatalog = {
    server,
    activity,
    relations,
    columns,
    types,
    ...indexes,
    ...(await readModelParts(reader, locked)),
    ...(await readDatabaseParts(reader)),
    sequences,
    lastValues: await readFirstLastValues(reader, sequences),
    databaseBytes: await readDatabaseBytes(reader, server),
    sizes: await readSizes(reader, server, locked),
    views: await readViews(reader, relations, locked),
  };
  return { raw, skipped: [...reader.skipped, ...describeLocked(relations, locked), ...describeUnreadable(relations, server)] };
}

async function readModelParts(reader: PartReader, locked: readonly number[]) {
  return {
    columnStatistics: await readPart<ColumnStatisticsRow>(reader, 'models.statistics', COLUMN_STATISTICS_SQL, ['pg_stats']),
    constraints: await readPart<ConstraintRow>(reader, 'models.constraints', constraintsSql(locked), ['pg_constraint']),
    triggers: await readPart<TriggerRow>(reader, 'models.triggers', triggersSql(locked), ['pg_trigger', 'pg_proc', 'pg_namespace']),
    policies: await readPart<PolicyRow>(reader, 'models.policies', policiesSql(locked), ['pg_policy']),
    grants: await readPart<GrantRow>(reader, 'models.grants', GRANTS_SQL, ['pg_class', 'pg_attribute']),
  };
}

async function readDatabaseParts(reader: PartReader) {
  return {
    extensions: await readPart<ExtensionRow>(reader, 'database.extensions', EXTENSIONS_SQL, ['pg_extension', 'pg_available_extensions()']),
    settings: await readPart<SettingRow>(reader, 'database.settings', PLANNER_SETTINGS_SQL, ['pg_settings']),
    functions: await readPart<DefinerFunctionRow>(reader, 'database.functions', DEFINER_FUNCTIONS_SQL, ['pg_proc', 'pg_namespace']),
  };
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
