/** Stands inside every statement of ours, behind its first keyword, so that pg_stat_statements' rows of them can be left out. */
export const MARKER = '/* aksara-studio */';

/** Objects made after initdb have OIDs from here on (FirstNormalObjectId): a cheap first filter that indexes serve. */
export const FIRST_USER_OID = 16384;

/** OID of the schema pg_toast, fixed in the bootstrap catalog. */
export const TOAST_SCHEMA = 99;

/** What counts as a user's schema; temporary and toast schemas begin with pg_ as well. */
export function isUserSchema(column: string): string {
  return `${column} NOT LIKE 'pg\\_%' AND ${column} <> 'information_schema'`;
}

/** True for an object that no extension owns. */
export function isNotExtensionOwned(catalog: string, oid: string): string {
  return `NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = '${catalog}'::regclass AND e.objid = ${oid} AND e.deptype = 'e')`;
}

/**
 * `expression`, or NULL where the server would have to open a relation that another session holds an exclusive lock on: it prints
 * column references by opening their table, and would wait.
 */
export function unlessLocked(expression: string, oid: string, locked: readonly number[]): string {
  return locked.length === 0 ? expression : `CASE WHEN ${oid} <> ALL (${oidArray(locked)}) THEN ${expression} END`;
}

/** An array constant of OIDs (numbers only, so nothing to escape). */
export function oidArray(oids: readonly number[]): string {
  return `'{${oids.map((oid) => Math.trunc(oid)).join(',')}}'::oid[]`;
}
