import type { Model, Policy } from '#contract';
import type { PolicyRow, TriggerRow } from './constraint.sql.ts';
import { compareCodeUnits } from './lookup.ts';
import type { GrantRow } from './relation.sql.ts';

/** `pg_policy.polcmd`. */
const COMMANDS: Readonly<Record<string, Policy['command']>> = { '*': 'ALL', r: 'SELECT', a: 'INSERT', w: 'UPDATE', d: 'DELETE' };

export function foldPolicy(row: PolicyRow): Policy {
  return {
    name: row.name,
    permissive: row.permissive,
    command: COMMANDS[row.command] ?? 'ALL',
    roles: row.roles.toSorted(compareCodeUnits),
    using: row.using_expression,
    check: row.check_expression,
  };
}

export function foldTrigger(row: TriggerRow): Model['triggers'][number] {
  return { name: row.name, definition: row.definition ?? '', enabled: row.enabled, function: `${row.function_schema}.${row.function_name}` };
}

/** One entry a role, such as `SELECT` or, for single columns, `UPDATE (email, name)`. */
export function foldGrants(rows: readonly GrantRow[]): Model['grants'] {
  const grantees = new Map<string, string[]>();
  for (const row of rows) {
    const columns = row.columns.filter((column) => column !== null);
    const privilege = columns.length === 0 ? row.privilege : `${row.privilege} (${columns.join(', ')})`;
    grantees.set(row.grantee, [...(grantees.get(row.grantee) ?? []), privilege]);
  }
  return [...grantees]
    .map(([grantee, privileges]) => ({ grantee, privileges: privileges.toSorted(compareCodeUnits) }))
    .toSorted((a, b) => compareCodeUnits(a.grantee, b.grantee));
}
