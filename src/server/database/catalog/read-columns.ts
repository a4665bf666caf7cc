import type { Column } from '#contract';
import {
  COLUMN_STATISTICS_SQL, columnsSql, TYPES_SQL, type ColumnRow, type ColumnStatisticsRow, type TypeRow,
} from './column.sql.ts';
import { foldColumn } from './fold-column.ts';
import { NAMES_SQL, type NameRow } from './index.sql.ts';
import { createLookup, type Lookup } from './lookup.ts';
import type { PartReader } from './part-reader.ts';
import { relationsSql, type RelationRow } from './relation.sql.ts';
import { SEQUENCES_SQL, type SequenceRow } from './sequence.sql.ts';

export interface Base {
  readonly relations: readonly RelationRow[];
  readonly sequences: readonly SequenceRow[];
  readonly lookup: Lookup;
  readonly columns: ReadonlyMap<number, readonly Column[]>;
}

/** Relations, their columns, and what everything else looks up in them. Throws when the first two cannot be read. */
export async function readColumns(reader: PartReader, locked: readonly number[]): Promise<Base> {
  const [relations, columns, types, names, statistics, sequences] = await Promise.all([
    reader.require<RelationRow>({
      name: 'models', sql: relationsSql(locked), needs: ['pg_class', 'pg_namespace', 'pg_description', 'pg_inherits', 'pg_depend'],
    }),
    reader.require<ColumnRow>({ name: 'models.columns', sql: columnsSql(locked), needs: ['pg_attribute', 'pg_attrdef', 'pg_class', 'pg_description'] }),
    reader.read<TypeRow>({ name: 'models.types', sql: TYPES_SQL, needs: ['pg_type', 'pg_enum'] }),
    reader.read<NameRow>({ name: 'models.names', sql: NAMES_SQL, needs: ['pg_opclass', 'pg_collation', 'pg_get_keywords()'] }),
    reader.read<ColumnStatisticsRow>({ name: 'models.statistics', sql: COLUMN_STATISTICS_SQL, needs: ['pg_stats'] }),
    reader.read<SequenceRow>({ name: 'database.sequences', sql: SEQUENCES_SQL, needs: ['pg_sequence', 'pg_class', 'pg_depend'] }),
  ]);
  const lookup = createLookup({ relations, columns, types: types ?? [], names: names ?? [] });
  const folded = foldColumns({ relations, lookup, statistics: statistics ?? [], sequences: sequences ?? [] });
  return { relations, sequences: sequences ?? [], lookup, columns: folded };
}

interface ColumnSources {
  readonly relations: readonly RelationRow[];
  readonly lookup: Lookup;
  readonly statistics: readonly ColumnStatisticsRow[];
  readonly sequences: readonly SequenceRow[];
}

function foldColumns({ relations, lookup, ...sources }: ColumnSources): Map<number, Column[]> {
  const statisticsOf = statisticsByTable(sources.statistics);
  const sequencesOf = sequencesByTable(sources.sequences);
  return new Map(
    relations.map(({ oid, schema, name }) => {
      const facts = { lookup, statistics: statisticsOf.get(`${schema}.${name}`), sequences: sequencesOf.get(oid) };
      return [oid, lookup.columns(oid).map((row) => foldColumn(row, facts))];
    }),
  );
}

/** Own statistics come first in the rows; inherited ones only fill what has none. */
function statisticsByTable(rows: readonly ColumnStatisticsRow[]): Map<string, ColumnStatisticsRow['columns']> {
  const tables = new Map<string, ColumnStatisticsRow['columns']>();
  for (const row of rows) {
    const id = `${row.schema}.${row.table}`;
    if (!tables.has(id)) tables.set(id, row.columns);
  }
  return tables;
}

function sequencesByTable(rows: readonly SequenceRow[]): Map<number, Map<number, string>> {
  const tables = new Map<number, Map<number, string>>();
  for (const row of rows) {
    if (row.table_oid === null || row.column_number === null) continue;
    const columns = tables.get(row.table_oid) ?? new Map<number, string>();
    tables.set(row.table_oid, columns.set(row.column_number, `${row.schema}.${row.name}`));
  }
  return tables;
}
