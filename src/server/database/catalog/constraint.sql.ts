import type { ReferentialAction } from '#contract';
import { createShapeReader, isTrue, numbersOf, shapeSql } from './shape.ts';
import { FIRST_USER_OID, MARKER, unlessLocked } from './sql-text.ts';

/** Keys, checks, exclusions and foreign keys of tables. NOT NULL constraints (`n`, 18) are facts of their columns. */
export function constraintsSql(versionNumber: number, locked: readonly number[]): string {
  const nullsNotDistinct = versionNumber >= 150000 ? 'coalesce(i.indnullsnotdistinct, false)' : 'false'; // said of the index since 15
  return `
SELECT ${MARKER} k.oid, k.conrelid AS relation, k.conname AS name,
  ${shapeSql('k.contype', `coalesce(k.conkey, '{}')`, `coalesce(k.confkey, '{}')`, 'k.confupdtype', 'k.confdeltype', 'k.convalidated', 'k.condeferrable', nullsNotDistinct)} AS shape,
  k.confrelid AS referenced, k.conparentid AS parent, k.conindid AS index,
  CASE WHEN k.contype IN ('c', 'x') THEN ${unlessLocked('pg_get_constraintdef(k.oid)', 'k.conrelid', locked)} END AS definition
FROM pg_constraint k
LEFT JOIN pg_index i ON k.contype = 'u' AND i.indexrelid = k.conindid
WHERE k.conrelid >= ${FIRST_USER_OID} AND k.contype IN ('p', 'u', 'c', 'x', 'f')
ORDER BY k.conrelid, k.conname COLLATE "C", k.oid`;
}

export interface ConstraintRow {
  readonly oid: number;
  readonly relation: number;
  readonly name: string;
  /** For `readConstraintShape`. */
  readonly shape: string;
  readonly referenced: number;
  /** The constraint of the partitioned table this one belongs to, or 0. */
  readonly parent: number;
  /** The index that backs it (for a foreign key: the referenced one), or 0. */
  readonly index: number;
  readonly definition: string | null;
}

export interface ConstraintShape {
  /** `p` primary key, `u` unique, `c` check, `x` exclusion, `f` foreign key. */
  readonly type: string;
  readonly columns: readonly number[];
  readonly referencedColumns: readonly number[];
  readonly onUpdate: ReferentialAction;
  readonly onDelete: ReferentialAction;
  readonly validated: boolean;
  readonly deferrable: boolean;
  readonly nullsNotDistinct: boolean;
}

export function createConstraintShapeReader(): (text: string) => ConstraintShape {
  return createShapeReader(8, ([type, columns, referencedColumns, onUpdate, onDelete, validated, deferrable, nullsNotDistinct]) => ({
    type: type ?? '',
    columns: numbersOf(columns),
    referencedColumns: numbersOf(referencedColumns),
    onUpdate: ACTIONS[onUpdate ?? ''] ?? 'NO ACTION',
    onDelete: ACTIONS[onDelete ?? ''] ?? 'NO ACTION',
    validated: isTrue(validated),
    deferrable: isTrue(deferrable),
    nullsNotDistinct: isTrue(nullsNotDistinct),
  }));
}

/** `pg_constraint.confupdtype` and `confdeltype`. */
const ACTIONS: Readonly<Record<string, ReferentialAction>> = {
  a: 'NO ACTION', r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT',
};

export function triggersSql(locked: readonly number[]): string {
  return `
SELECT ${MARKER} t.tgrelid AS relation, t.tgname AS name, ${unlessLocked('pg_get_triggerdef(t.oid)', 't.tgrelid', locked)} AS definition, t.tgenabled <> 'D' AS enabled,
  n.nspname AS function_schema, p.proname AS function_name
FROM pg_trigger t
JOIN pg_proc p ON p.oid = t.tgfoid
JOIN pg_namespace n ON n.oid = p.pronamespace
WHERE t.tgrelid >= ${FIRST_USER_OID} AND NOT t.tgisinternal
ORDER BY t.tgrelid, t.tgname COLLATE "C"`;
}

export interface TriggerRow {
  readonly relation: number;
  readonly name: string;
  /** Null: its table is locked. */
  readonly definition: string | null;
  readonly enabled: boolean;
  readonly function_schema: string;
  readonly function_name: string;
}

/** Triggers that enforce a foreign key and do not fire in an ordinary session. */
export const DISABLED_KEY_TRIGGERS_SQL = `
SELECT ${MARKER} t.tgconstraint AS constraint, t.tgrelid AS relation, t.tgname AS name
FROM pg_trigger t
WHERE t.tgrelid >= ${FIRST_USER_OID} AND t.tgisinternal AND t.tgconstraint <> 0 AND t.tgenabled IN ('D', 'R')
ORDER BY t.tgconstraint, t.tgrelid, t.tgname COLLATE "C"`;

export interface DisabledKeyTriggerRow {
  readonly constraint: number;
  readonly relation: number;
  readonly name: string;
}

export function policiesSql(locked: readonly number[]): string {
  return `
SELECT ${MARKER} p.polrelid AS relation, p.polname AS name, p.polpermissive AS permissive, p.polcmd AS command,
  array(SELECT CASE r.role WHEN 0 THEN 'public' ELSE pg_get_userbyid(r.role)::text END FROM unnest(p.polroles) r(role) ORDER BY 1) AS roles,
  ${unlessLocked('pg_get_expr(p.polqual, p.polrelid)', 'p.polrelid', locked)} AS using_expression,
  ${unlessLocked('pg_get_expr(p.polwithcheck, p.polrelid)', 'p.polrelid', locked)} AS check_expression
FROM pg_policy p
WHERE p.polrelid >= ${FIRST_USER_OID}
ORDER BY p.polrelid, p.polname COLLATE "C"`;
}

export interface PolicyRow {
  readonly relation: number;
  readonly name: string;
  readonly permissive: boolean;
  readonly command: string;
  readonly roles: readonly string[];
  readonly using_expression: string | null;
  readonly check_expression: string | null;
}
