import { indexText } from './index-text.ts';
import { indexesSql, indexTextsSql, NAMES_SQL, type IndexRow, type IndexTextRow, type NameRow } from './index.sql.ts';
import { createLookup, type LookupRows } from './lookup.ts';
import type { PartReader } from './part-reader.ts';
import type { RawCatalog } from './raw-catalog.ts';

type IndexParts = Pick<RawCatalog, 'indexes' | 'definitions' | 'names'>;

/** Indexes with their definitions: put together here where that is sure, else the server's own text. */
export async function readIndexes(
  reader: PartReader,
  rows: Pick<LookupRows, 'relations' | 'columns' | 'types'> & { readonly versionNumber: number; readonly locked: readonly number[] },
): Promise<IndexParts> {
  const indexes =
    (await reader.read<IndexRow>({
      name: 'models.indexes',
      sql: indexesSql(rows.versionNumber, rows.locked),
      needs: ['pg_index', 'pg_class', 'pg_am', 'pg_stat_progress_create_index'],
    })) ?? [];
  const names =
    (await reader.read<NameRow>({ name: 'models.indexes.names', sql: NAMES_SQL, needs: ['pg_opclass', 'pg_collation', 'pg_get_keywords()'] })) ?? [];
  const definitions = tellDefinitions({ ...rows, indexes, names });
  const untold = indexes.filter(({ oid, relation }) => !definitions.has(oid) && !rows.locked.includes(relation)).map(({ oid }) => oid);
  for (const { oid, definition } of await readTexts(reader, untold)) definitions.set(oid, definition);
  return { indexes, names, definitions };
}

function tellDefinitions(rows: LookupRows): Map<number, string> {
  const definitions = new Map<number, string>();
  if (rows.names.length === 0) return definitions;
  const lookup = createLookup(rows);
  const relations = new Map(rows.relations.map((row) => [row.oid, row]));
  for (const index of rows.indexes) {
    const relation = relations.get(index.relation);
    const text = relation ? indexText(index, relation, lookup) : '';
    if (text !== null) definitions.set(index.oid, text);
  }
  return definitions;
}

async function readTexts(reader: PartReader, oids: readonly number[]): Promise<IndexTextRow[]> {
  if (oids.length === 0) return [];
  return (await reader.read<IndexTextRow>({ name: 'models.indexes.definitions', sql: indexTextsSql(oids), needs: ['pg_get_indexdef(oid)'] })) ?? [];
}
