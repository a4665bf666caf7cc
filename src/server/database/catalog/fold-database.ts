import type { DatabaseFacts, Sequence } from '#contract';
import type { Database } from '../database.ts';
import { ageBucket } from './age-bucket.ts';
import { type Lookup, compareCodeUnits } from './lookup.ts';
import type { DatabaseParts } from './catalog-parts.ts';
import { foldCacheHit, foldFreezing, foldSessions } from './fold-live.ts';
import type { SequenceRow } from './sequence.sql.ts';

export function foldDatabase(parts: DatabaseParts, lookup: Lookup, engine: Database['engine']): DatabaseFacts {
  const { server } = parts;
  return {
    engine,
    version: server.version.split(' ')[0] ?? server.version,
    versionNumber: server.version_number,
    name: server.name,
    role: server.role,
    superuser: server.superuser,
    sizeBytes: parts.bytes,
    extensions: parts.extensions.map((row) => ({ name: row.name, version: row.version, defaultVersion: row.default_version })),
    schemas: server.schemas.toSorted(compareCodeUnits),
    plannerSettings: parts.settings.map(({ name, value, unit, default: boot }) => ({ name, value, unit, default: boot })),
    sequences: foldSequences(parts, lookup),
    definerFunctions: parts.functions
      .map((row) => ({
        id: `${row.schema}.${row.name}(${row.arguments})`,
        owner: row.owner,
        searchPathFixed: row.search_path_fixed,
        publicExecute: row.public_execute,
      }))
      .toSorted((a, b) => compareCodeUnits(a.id, b.id)),
    domains: parts.domains
      .map((row) => ({ type: row.type, baseType: row.base_type, notNull: row.not_null, default: row.default, checks: row.checks }))
      .toSorted((a, b) => compareCodeUnits(a.type, b.type)),
    statisticsAge: ageBucket(parts.activity?.statistics_age ?? null),
    ...foldLive(parts, engine),
  };
}

/** A part that was not read is left out. */
function foldLive({ timeouts, freezing, sessions, activity }: DatabaseParts, engine: Database['engine']): Partial<DatabaseFacts> {
  const frozen = foldFreezing(freezing ?? []);
  return {
    ...(timeouts && { timeouts: timeouts.map(({ name, milliseconds }) => ({ name, milliseconds })) }),
    ...(frozen && { freezing: frozen }),
    ...(sessions && { sessions: foldSessions(sessions) }),
    // The embedded database keeps its files in memory: what it calls a read is none.
    ...(activity && engine === 'postgresql' && { cacheHit: foldCacheHit(activity) }),
  };
}

function foldSequences(parts: DatabaseParts, lookup: Lookup): Sequence[] {
  const lastValues = new Map(parts.lastValues.map((row) => [row.oid, row.last_value]));
  return parts.sequences
    .map((row) => ({
      id: `${row.schema}.${row.name}`,
      dataType: row.data_type,
      lastValue: lastValues.get(row.oid) ?? null,
      maxValue: row.max_value,
      increment: row.increment,
      cycles: row.cycles,
      ...ownerOf(row, lookup),
    }))
    .toSorted((a, b) => compareCodeUnits(a.id, b.id));
}

function ownerOf(row: SequenceRow, lookup: Lookup): Pick<Sequence, 'ownedBy' | 'ownerType'> {
  const table = row.table_oid === null ? undefined : lookup.modelId(row.table_oid);
  const column = lookup.column(row.table_oid ?? 0, row.column_number ?? 0);
  if (table === undefined || column === undefined) return { ownedBy: null, ownerType: null };
  return { ownedBy: `${table}.${column.name}`, ownerType: lookup.columnShape(column).type };
}
