import { FIRST_USER_OID, isNotExtensionOwned, isUserSchema, MARKER } from './sql-text.ts';

export const DOMAINS_SQL = `
SELECT ${MARKER} format_type(t.oid, NULL) AS type, format_type(t.typbasetype, t.typtypmod) AS base_type, t.typnotnull AS not_null,
  t.typdefault AS default,
  ARRAY(SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'
    ORDER BY k.conname COLLATE "C") AS checks
FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype = 'd' AND t.oid >= ${FIRST_USER_OID} AND ${isUserSchema('n.nspname')} AND ${isNotExtensionOwned('pg_type', 't.oid')}
ORDER BY n.nspname COLLATE "C", t.typname COLLATE "C"`;

export interface DomainRow {
  readonly type: string;
  readonly base_type: string;
  readonly not_null: boolean;
  readonly default: string | null;
  readonly checks: readonly string[];
}
