import type { PartReader } from './part-reader.ts';
import { sizesSql, viewsSql, type RelationSizeRow, type ViewRow } from './relation.sql.ts';
import { DATABASE_PAGES_SQL, DATABASE_SIZE_SQL, type ServerRow, type SizeRow } from './server.sql.ts';

/** Rows of pg_class up to which every file is measured. */
const MEASURE_ALL_UP_TO = 5_000;
/** Above that, only relations of 1 MiB and more. */
const MEASURE_FROM_PAGES = 128;
const VIEWS_AT_A_TIME = 500;

export async function readDatabaseBytes(reader: PartReader, server: ServerRow): Promise<number | null> {
  const sql = isLarge(server) ? DATABASE_PAGES_SQL : DATABASE_SIZE_SQL;
  const rows = await reader.read<SizeRow>({ name: 'database.size', sql, needs: ['pg_database_size(name)'] });
  return rows?.[0]?.bytes ?? null;
}

export function readSizes(reader: PartReader, server: ServerRow, locked: readonly number[]): Promise<RelationSizeRow[] | null> {
  return reader.read({
    name: 'models.sizes',
    sql: sizesSql(isLarge(server) ? MEASURE_FROM_PAGES : 0, locked),
    needs: ['pg_table_size(regclass)', 'pg_total_relation_size(regclass)'],
  });
}

export async function readViews(reader: PartReader, locked: readonly number[]): Promise<ViewRow[]> {
  const views: ViewRow[] = [];
  for (let after = 0; ; after = views.at(-1)?.oid ?? after) {
    const sql = viewsSql({ after, limit: VIEWS_AT_A_TIME, locked });
    const page = await reader.read<ViewRow>({ name: 'models.definitions', sql, needs: ['pg_get_viewdef(oid)'] });
    views.push(...(page ?? []));
    if (!page || page.length < VIEWS_AT_A_TIME) return views;
  }
}

function isLarge(server: ServerRow): boolean {
  return server.relations > MEASURE_ALL_UP_TO;
}
