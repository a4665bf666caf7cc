import { FIRST_USER_OID, isNotExtensionOwned, isUserSchema, MARKER, oidArray } from './sql-text.ts';

export const SEQUENCES_SQL = `
SELECT ${MARKER} s.seqrelid AS oid, n.nspname AS schema, c.relname AS name, format_type(s.seqtypid, NULL) AS data_type,
  s.seqmax AS max_value, s.seqincrement AS increment, s.seqcycle AS cycles,
  d.refobjid AS table_oid, d.refobjsubid AS column_number, has_sequence_privilege(c.oid, 'SELECT, USAGE') AS readable
FROM pg_sequence s
JOIN pg_class c ON c.oid = s.seqrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = s.seqrelid AND d.objsubid = 0
  AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
WHERE s.seqrelid >= ${FIRST_USER_OID} AND ${isUserSchema('n.nspname')} AND ${isNotExtensionOwned('pg_class', 'c.oid')}
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;

export interface SequenceRow {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly data_type: string;
  readonly max_value: number;
  readonly increment: number;
  readonly cycles: boolean;
  readonly table_oid: number | null;
  readonly column_number: number | null;
  readonly readable: boolean;
}

/** Holds a lock on each sequence until the transaction ends: few at a time. */
export function lastValuesSql(oids: readonly number[]): string {
  return `SELECT ${MARKER} o.oid, pg_sequence_last_value(o.oid) AS last_value FROM unnest(${oidArray(oids)}) o(oid) ORDER BY o.oid`;
}

export interface LastValueRow {
  readonly oid: number;
  /** Null: never used. */
  readonly last_value: number | null;
}

export const DEFINER_FUNCTIONS_SQL = `
SELECT ${MARKER} n.nspname AS schema, p.proname AS name, pg_get_function_identity_arguments(p.oid) AS arguments,
  pg_get_userbyid(p.proowner) AS owner,
  EXISTS (SELECT FROM unnest(p.proconfig) c(setting) WHERE c.setting LIKE 'search\\_path=%') AS search_path_fixed,
  EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    WHERE a.grantee = 0 AND a.privilege_type = 'EXECUTE') AS public_execute
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE p.prosecdef AND p.oid >= ${FIRST_USER_OID} AND ${isUserSchema('n.nspname')} AND ${isNotExtensionOwned('pg_proc', 'p.oid')}
ORDER BY n.nspname COLLATE "C", p.proname COLLATE "C", pg_get_function_identity_arguments(p.oid) COLLATE "C"`;

export interface DefinerFunctionRow {
  readonly schema: string;
  readonly name: string;
  readonly arguments: string;
  readonly owner: string;
  readonly search_path_fixed: boolean;
  readonly public_execute: boolean;
}
