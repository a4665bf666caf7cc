import { createHash } from 'node:crypto';
import type { Database } from '../database.ts';
import type { CatalogOptions } from './read-catalog.ts';
import { FIRST_USER_OID, isUserSchema, MARKER } from './sql-text.ts';

/**
 * Changes whenever DDL on the user's schemas commits, and when a table grows or shrinks past a step of its size; one query, far
 * cheaper than reading the catalog. Throws `FlowError` DATABASE_*.
 */
export async function readCatalogChecksum(db: Database, options: CatalogOptions = {}): Promise<string> {
  const rows = await db.read((query) => query<Record<string, unknown>>(CHECKSUM_SQL), options);
  return createHash('sha256').update(JSON.stringify(rows[0] ?? {})).digest('hex').slice(0, 16);
}

/** Catalogs of which each row belongs to a user's object by its own OID or that of its relation. */
const BY_OID = [
  ['pg_attribute', 'attrelid'], ['pg_attrdef', 'adrelid'], ['pg_constraint', 'oid'], ['pg_index', 'indexrelid'], ['pg_trigger', 'oid'],
  ['pg_policy', 'oid'], ['pg_enum', 'oid'], ['pg_proc', 'oid'], ['pg_sequence', 'seqrelid'], ['pg_description', 'objoid'],
  ['pg_inherits', 'inhrelid'], ['pg_extension', 'oid'],
] as const;

/**
 * A row that is inserted, updated or deleted changes count or sum of the rows' transaction ids. Tables made by sessions for
 * themselves come and go and are left out of pg_class; ANALYZE rewrites its row in place, so row counts are stepped in by powers
 * of two.
 */
const CHECKSUM_SQL = `
SELECT ${MARKER}
  (SELECT ROW(count(*), sum(c.xmin::text::int8),
      sum(CASE WHEN c.reltuples > 0 THEN ceil(log(2, c.reltuples::numeric)) ELSE c.reltuples::numeric END))::text
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid >= ${FIRST_USER_OID} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${isUserSchema('n.nspname')}) AS pg_class,
${BY_OID.map(([catalog, oid]) => `  (SELECT ROW(count(*), sum(xmin::text::int8))::text FROM ${catalog} WHERE ${oid} >= ${FIRST_USER_OID}) AS ${catalog}`).join(',\n')}`;
