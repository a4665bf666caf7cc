import { quoteIdentifier } from '../../format/identifier.ts';
import { nodeAt, stringsAt, textAt, flagAt, type SqlNode } from '../../sql/tree.ts';
import { effect, reversible, unknownEffect, type Effect, type OtherTable } from '../effect.ts';
import type { FileState } from '../file-state.ts';
import { reference } from '../table-reference.ts';

/** ALTER DOMAIN: a check that is validated reads every table with a column of the domain (M040). */
export function alterDomain(state: FileState, node: SqlNode): Effect {
  const path = stringsAt(node.body, 'typeName');
  const subtype = textAt(node.body, 'subtype');
  const constraint = nodeAt(node.body, 'def');
  const adds = subtype === 'C' && !flagAt(constraint?.body ?? {}, 'skip_validation');
  const checks = adds || subtype === 'V' || subtype === 'O';
  const command = `ALTER DOMAIN${COMMANDS[subtype ?? ''] ?? ''}`;
  if (state.all.length === 0 && checks) return unknownEffect(node, command, 'which tables use the domain is not in the snapshot');
  const others = checks ? tablesOf(state, path) : [];
  return effect({
    action: checks ? 'domain_check' : 'catalog',
    command,
    lock: others.length === 0 ? 'none' : 'SHARE',
    others,
    scan: others.length === 0 ? null : 'every table with a column of the domain is read',
    reversible: reversible(null, 'drop or set it again'),
    subject: path.map(quoteIdentifier).join('.'),
    node,
  });
}

const COMMANDS: Readonly<Record<string, string>> = { C: ' ADD CHECK', V: ' VALIDATE CONSTRAINT', O: ' SET NOT NULL', N: ' DROP NOT NULL', T: ' SET DEFAULT', X: ' DROP CONSTRAINT' };

/** Types in the snapshot are schema-qualified unless they are built in. */
function tablesOf(state: FileState, path: readonly string[]): OtherTable[] {
  const name = path.map(quoteIdentifier).join('.');
  const isOf = (type: string) => type === name || (path.length === 1 && type.replace(/^.*\./, '') === name);
  return state.all
    .filter((model) => model.kind === 'table' && model.columns.some(({ type }) => isOf(type)))
    .map((model): OtherTable => ({ table: reference(state, model.schema, model.name), role: 'read', lock: 'SHARE' }));
}
