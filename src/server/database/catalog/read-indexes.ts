import type { IndexDefinition } from '#contract';
import type { FoldedConstraints } from './fold-constraint.ts';
import { foldIndex } from './fold-index.ts';
import { indexText } from './index-text.ts';
import { indexesSql, indexTextsSql, type IndexRow, type IndexTextRow } from './index.sql.ts';
import { byName, groupBy, type Lookup } from './lookup.ts';
import type { PartReader } from './part-reader.ts';
import type { Base } from './read-columns.ts';
import type { RelationRow, RelationSizeRow } from './relation.sql.ts';

export interface IndexSources {
  readonly versionNumber: number;
  readonly locked: readonly number[];
  readonly base: Promise<Base>;
  readonly constraints: Promise<FoldedConstraints>;
  readonly sizes: Promise<readonly RelationSizeRow[] | null>;
}

/** Indexes by their relation, with definitions put together here where that is sure, else the server's own text. */
export async function readIndexes(reader: PartReader, { versionNumber, locked, ...sources }: IndexSources): Promise<Map<number, IndexDefinition[]>> {
  const read = reader.read<IndexRow>({
    name: 'models.indexes', sql: indexesSql(versionNumber, locked), needs: ['pg_index', 'pg_class', 'pg_am', 'pg_stat_progress_create_index'],
  });
  const [rows, base, { byIndex }, sizes] = await Promise.all([read, sources.base, sources.constraints, sources.sizes]);
  const definitions = tellDefinitions(rows ?? [], base);
  const untold = (rows ?? []).filter(({ oid, relation }) => !definitions.has(oid) && !locked.includes(relation)).map(({ oid }) => oid);
  for (const { oid, definition } of await readTexts(reader, untold)) definitions.set(oid, definition);
  const facts = { lookup: base.lookup, definitions, constraints: byIndex, sizes: new Map(sizes?.map((row) => [row.oid, row.bytes])) };
  const groups = groupBy(rows ?? [], (row) => row.relation);
  return new Map([...groups].map(([relation, group]) => [relation, group.map((row) => foldIndex(row, facts)).toSorted(byName)]));
}

function tellDefinitions(rows: readonly IndexRow[], { relations, lookup }: { relations: readonly RelationRow[]; lookup: Lookup }): Map<number, string> {
  const relationOf = new Map(relations.map((row) => [row.oid, row]));
  const definitions = new Map<number, string>();
  for (const index of rows) {
    const relation = relationOf.get(index.relation);
    const text = relation ? indexText(index, relation, lookup) : '';
    if (text !== null) definitions.set(index.oid, text);
  }
  return definitions;
}

async function readTexts(reader: PartReader, oids: readonly number[]): Promise<IndexTextRow[]> {
  if (oids.length === 0) return [];
  return (await reader.read<IndexTextRow>({ name: 'models.indexes.definitions', sql: indexTextsSql(oids), needs: ['pg_get_indexdef(oid)'] })) ?? [];
}
