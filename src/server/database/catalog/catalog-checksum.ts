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

/** Catalogs with the column that holds their own OID or that of their relation, and whether it is a relation's. */
const CATALOGS = [
  ['pg_attribute', 'attrelid', true], ['pg_attrdef', 'adrelid', true], ['pg_constraint', 'conrelid', true], ['pg_index', 'indexrelid', true],
  ['pg_trigger', 'tgrelid', true], ['pg_policy', 'polrelid', true], ['pg_sequence', 'seqrelid', true], ['pg_description', 'objoid', true],
  ['pg_inherits', 'inhrelid', true], ['pg_enum', 'oid', false], ['pg_proc', 'oid', false], ['pg_extension', 'oid', false],
] as const;

/**
 * A row that is inserted, updated or deleted changes count or sum of the rows' transaction ids. Sessions make temporary tables for
 * themselves all the time: they are left out. ANALYZE rewrites its row of pg_class in place, so row counts are stepped in by powers
 * of two.
 */
const CHECKSUM_SQL = `
WITH temporary AS MATERIALIZED (SELECT array(SELECT c.oid FROM pg_class c WHERE c.relpersistence = 't') AS oids)
SELECT ${MARKER}
  (SELECT ROW(count(*), sum(c.xmin::text::int8),
      sum(CASE WHEN c.reltuples > 0 THEN ceil(log(2, c.reltuples::numeric)) ELSE c.reltuples::numeric END))::text
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid >= ${FIRST_USER_OID} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${isUserSchema('n.nspname')}) AS pg_class,
${CATALOGS.map(([catalog, oid, isRelation]) => `  (${sumOf(catalog, oid, isRelation)}) AS ${catalog}`).join(',\n')}`;

function sumOf(catalog: string, oid: string, isRelation: boolean): string {
  const own = isRelation ? ` AND ${oid} <> ALL ((SELECT oids FROM temporary)::oid[])` : '';
  return `SELECT ROW(count(*), sum(xmin::text::int8))::text FROM ${catalog} WHERE ${oid} >= ${FIRST_USER_OID}${own}`;
}
