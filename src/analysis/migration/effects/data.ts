import { flagAt, nodesAt, stringsAt, textAt, treeAt, walk, type SqlNode } from '../../sql/tree.ts';
import { effect, irreversible, NOT_NEEDED, unknownEffect, type Effect, type OtherTable } from '../effect.ts';
import type { FileState } from '../file-state.ts';
import { tableAt } from '../table-reference.ts';
import { readTable, tablesIn } from './create.ts';

const CHANGES: Readonly<Record<string, 'insert' | 'update' | 'delete'>> = { InsertStmt: 'insert', UpdateStmt: 'update', DeleteStmt: 'delete', MergeStmt: 'update' };

/** INSERT, UPDATE, DELETE and MERGE. */
export function dataChange(state: FileState, node: SqlNode): Effect {
  const table = tableAt(state, treeAt(node.body, 'relation'));
  const { relation: _relation, ...rest } = node.body;
  const action = CHANGES[node.kind] ?? 'update';
  const whole = isWholeTable(node);
  const others = tablesIn(state, rest).flatMap(readTable);
  const known = whole || (action === 'insert' && others.length === 0);
  return effect({
    action,
    command: node.kind.replace('Stmt', '').toUpperCase(),
    table,
    lock: 'ROW EXCLUSIVE',
    others,
    scan: whole ? 'every row is changed' : null,
    known,
    note: known ? null : 'how many rows it reads depends on its plan',
    reversible: irreversible(action === 'insert' ? 'the new rows cannot be told from others by the statement alone' : 'the old values are not kept'),
    node,
  });
}

/** UPDATE or DELETE without a condition, or with one that is always true. */
export function isWholeTable(node: SqlNode): boolean {
  if (node.kind !== 'UpdateStmt' && node.kind !== 'DeleteStmt') return false;
  const where = treeAt(node.body, 'whereClause');
  const joins = nodesAt(node.body, 'fromClause').length + nodesAt(node.body, 'usingClause').length;
  return where === null ? joins === 0 : treeAt(where, 'boolval')?.['boolval'] === true;
}

/** TRUNCATE: the rows are gone at once; with CASCADE those of the referencing tables too. */
export function truncate(state: FileState, node: SqlNode): Effect[] {
  return nodesAt(node.body, 'relations').map(({ body }) => {
    const table = tableAt(state, body);
    const cascade = textAt(node.body, 'behavior') === 'DROP_CASCADE';
    const children = cascade ? (table?.model?.referencedBy ?? []) : [];
    const others = children.flatMap(({ from }): OtherTable[] => {
      const model = state.models.byId(from);
      return model === null ? [] : [{ table: { schema: model.schema, name: model.name, model, isNew: false }, role: 'dropped', lock: 'ACCESS EXCLUSIVE' }];
    });
    return effect({ action: 'truncate', command: `TRUNCATE${cascade ? ' CASCADE' : ''}`, table, role: 'dropped', lock: 'ACCESS EXCLUSIVE', others, reversible: irreversible('the rows are lost'), node });
  });
}

/** SELECT and VALUES. A function they call may do anything. */
export function select(state: FileState, node: SqlNode): Effect {
  const functions: string[] = [];
  walk({ [node.kind]: node.body }, (inner) => {
    if (inner.kind === 'FuncCall') functions.push(stringsAt(inner.body, 'funcname').at(-1) ?? '');
  });
  const unknown = functions.find((name) => !HARMLESS.has(name));
  if (unknown !== undefined) return unknownEffect(node, 'SELECT', 'it calls a function, which may do anything');
  const others = tablesIn(state, node.body).flatMap(readTable);
  const writes = nodesAt(treeAt(node.body, 'withClause') ?? {}, 'ctes').some(({ body }) => textAt(body, 'ctename') !== null && Object.keys(treeAt(body, 'ctequery') ?? {}).includes('relation'));
  if (writes) return unknownEffect(node, 'SELECT', 'it changes rows in a WITH clause');
  return effect({ action: 'read', command: 'SELECT', lock: others.length === 0 ? 'none' : 'ACCESS SHARE', others, known: others.length === 0, note: others.length === 0 ? null : 'how many rows it reads depends on its plan', reversible: NOT_NEEDED, node });
}

const HARMLESS: ReadonlySet<string> = new Set(['set_config', 'setval', 'nextval', 'currval', 'now', 'count', 'max', 'min', 'coalesce', 'current_setting', 'version', 'pg_sleep', 'lower', 'upper']);

/** COPY … FROM writes, COPY … TO reads. */
export function copy(state: FileState, node: SqlNode): Effect {
  const table = tableAt(state, treeAt(node.body, 'relation'));
  const from = flagAt(node.body, 'is_from');
  if (from) return effect({ action: 'insert', command: 'COPY FROM', table, lock: 'ROW EXCLUSIVE', reversible: irreversible('the new rows cannot be told from others by the statement alone'), node });
  return effect({ action: 'read', command: 'COPY TO', table, role: 'read', lock: 'ACCESS SHARE', others: tablesIn(state, node.body['query']).flatMap(readTable), reversible: NOT_NEEDED, node });
}
