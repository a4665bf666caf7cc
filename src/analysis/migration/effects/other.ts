import type { Model } from '#contract';
import { quoteIdentifier, quoteLiteral } from '../../format/identifier.ts';
import { flagAt, integerOf, literalOf, nodesAt, stringsAt, textAt, treeAt, type SqlNode } from '../../sql/tree.ts';
import { effect, irreversible, NOT_NEEDED, reversible, unknownEffect, type Effect } from '../effect.ts';
import type { FileState } from '../file-state.ts';
import { lockModes, type LockMode } from '../migration-report.ts';
import { shownTable, tableAt, tableNamed } from '../table-reference.ts';

const M045 = 'M045: a weak lock, and no row is touched';

/** SET and RESET; what they change for the statements after them is remembered. */
export function setVariable(state: FileState, node: SqlNode): Effect {
  const name = (textAt(node.body, 'name') ?? '').toLowerCase();
  const [argument] = nodesAt(node.body, 'args');
  const value = argument === undefined ? null : (literalOf(argument) ?? integerOf(argument));
  remember(state, { name, value, local: flagAt(node.body, 'is_local') });
  return effect({ action: name === 'lock_timeout' ? 'set_lock_timeout' : 'catalog', command: 'SET', lock: 'none', reversible: NOT_NEEDED, subject: name, node });
}

/** `SELECT set_config('lock_timeout', …)`, as pg_dump writes it. */
export function rememberSetConfig(state: FileState, node: SqlNode): void {
  for (const target of nodesAt(node.body, 'targetList')) {
    const call = treeAt(target.body, 'val');
    if (call === null || stringsAt(call, 'funcname').at(-1) !== 'set_config') continue;
    const [name, value, local] = nodesAt(call, 'args');
    remember(state, { name: (literalOf(name ?? null) ?? '').toLowerCase(), value: literalOf(value ?? null), local: treeAt(local?.body ?? {}, 'boolval')?.['boolval'] === true });
  }
}

function remember(state: FileState, { name, value, local }: { readonly name: string; readonly value: string | number | null; readonly local: boolean }): void {
  const text = value === null ? '' : String(value).trim().toLowerCase();
  const limits = text !== '' && !/^0+\s*[a-z]*$/.test(text);
  if (name === 'lock_timeout') state.hasLockTimeout = limits;
  if (name === 'statement_timeout') state.hasStatementTimeout = limits;
  if (name === 'timezone') state.utcSession = ['utc', 'etc/utc', 'gmt', 'zulu', 'uct'].includes(text);
  if (!local) state.session = { utcSession: state.utcSession, hasLockTimeout: state.hasLockTimeout, hasStatementTimeout: state.hasStatementTimeout };
}

/** CREATE TRIGGER and the like: a lock on the table, no row touched. */
export function onTable(state: FileState, node: SqlNode): Effect {
  const known = ON_TABLE[node.kind];
  const table = tableAt(state, treeAt(node.body, known?.field ?? 'relation'));
  if (known === undefined) return unknownEffect(node, node.kind, 'not known to the rules');
  return effect({ action: known.action, command: known.command, table, lock: known.lock, node, reversible: reversible(null, known.back) });
}

const ON_TABLE: Readonly<Record<string, { command: string; lock: LockMode; field: string; action: Effect['action']; back: string }>> = {
  CreateTrigStmt: { command: 'CREATE TRIGGER', lock: 'SHARE ROW EXCLUSIVE', field: 'relation', action: 'trigger', back: 'DROP TRIGGER' },
  CreatePolicyStmt: { command: 'CREATE POLICY', lock: 'ACCESS EXCLUSIVE', field: 'table', action: 'row_security', back: 'DROP POLICY' },
  AlterPolicyStmt: { command: 'ALTER POLICY', lock: 'ACCESS EXCLUSIVE', field: 'table', action: 'row_security', back: 'set the old condition again' },
  RuleStmt: { command: 'CREATE RULE', lock: 'ACCESS EXCLUSIVE', field: 'relation', action: 'trigger', back: 'DROP RULE' },
};

/** REFRESH MATERIALIZED VIEW (M036). */
export function refresh(state: FileState, node: SqlNode): Effect {
  const concurrent = node.body['concurrent'] === true;
  const table = tableAt(state, treeAt(node.body, 'relation'));
  return effect({ action: 'refresh', command: `REFRESH MATERIALIZED VIEW${concurrent ? ' CONCURRENTLY' : ''}`, table, lock: concurrent ? 'EXCLUSIVE' : 'ACCESS EXCLUSIVE', rewrite: concurrent ? null : 'the view is computed anew', scan: concurrent ? 'the view is computed anew and compared' : null, reversible: NOT_NEEDED, node });
}

/** CLUSTER, VACUUM, ANALYZE and REINDEX (M003, M037). */
export function maintenance(state: FileState, node: SqlNode): Effect[] {
  const options = nodesAt(node.body, node.kind === 'VacuumStmt' ? 'options' : 'params').map(({ body }) => textAt(body, 'defname') ?? '');
  if (node.kind === 'VacuumStmt') return vacuum(state, node, options);
  const table = tableAt(state, treeAt(node.body, 'relation'));
  if (node.kind === 'ClusterStmt') return [effect({ action: 'cluster', command: 'CLUSTER', table, lock: 'ACCESS EXCLUSIVE', rewrite: 'the table is written anew in the order of the index', reversible: NOT_NEEDED, node })];
  return [reindex(state, node, { concurrent: options.includes('concurrently') })];
}

function vacuum(state: FileState, node: SqlNode, options: readonly string[]): Effect[] {
  const full = options.includes('full');
  const isVacuum = node.body['is_vacuumcmd'] === true;
  const command = isVacuum ? `VACUUM${full ? ' FULL' : ''}` : 'ANALYZE';
  const tables = nodesAt(node.body, 'rels').map(({ body }) => tableAt(state, treeAt(body, 'relation')));
  return (tables.length === 0 ? [null] : tables).map((table) =>
    effect({ action: full ? 'vacuum_full' : 'catalog', command, fine: full ? null : M045, table, lock: full ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE', rewrite: full ? 'the table is written anew' : null, reversible: NOT_NEEDED, node }),
  );
}

function reindex(state: FileState, node: SqlNode, { concurrent }: { readonly concurrent: boolean }): Effect {
  const kind = textAt(node.body, 'kind');
  const relation = tableAt(state, treeAt(node.body, 'relation'));
  const owner = kind === 'REINDEX_OBJECT_INDEX' ? state.all.find((model) => model.indexes.some(({ name }) => name === relation?.name)) : undefined;
  const table = owner === undefined ? relation : { schema: owner.schema, name: owner.name, model: owner, isNew: false };
  return effect({
    action: concurrent ? 'reindex_concurrently' : 'reindex',
    command: `REINDEX${concurrent ? ' CONCURRENTLY' : ''}`,
    table: kind === 'REINDEX_OBJECT_TABLE' || owner !== undefined ? table : null,
    lock: concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE',
    scan: 'the table is read to build the index again',
    note: concurrent ? null : 'the index itself is locked for reads as well',
    reversible: NOT_NEEDED,
    node,
  });
}

/** LOCK TABLE: the mode is a number in PostgreSQL's order. */
export function lockTable(state: FileState, node: SqlNode): Effect[] {
  const mode = typeof node.body['mode'] === 'number' ? (lockModes[node.body['mode'] - 1] ?? null) : null;
  return nodesAt(node.body, 'relations').map(({ body }) => effect({ action: 'alter_table', command: 'LOCK TABLE', table: tableAt(state, body), lock: mode, known: mode !== null, reversible: NOT_NEEDED, node }));
}

/** ALTER TYPE … ADD VALUE and RENAME VALUE (M038, M039). */
export function alterEnum(node: SqlNode): Effect {
  const renames = textAt(node.body, 'oldVal') !== null;
  return effect({
    action: renames ? 'enum_rename_value' : 'enum_add_value', command: renames ? 'ALTER TYPE RENAME VALUE' : 'ALTER TYPE ADD VALUE', lock: 'none', node,
    subject: textAt(node.body, 'newVal'), reversible: renames ? reversible(null, 'rename it back') : irreversible('a value cannot be taken out of an enum'),
  });
}

/** COMMENT ON: the weak lock on the object's table. */
export function comment(state: FileState, node: SqlNode): Effect {
  const kind = textAt(node.body, 'objtype') ?? '';
  const object = treeAt(node.body, 'object');
  const path = object === null ? [] : stringsAt(object, 'items');
  const isColumn = kind === 'OBJECT_COLUMN';
  const names = isColumn ? path.slice(0, -1) : path;
  const table = kind === 'OBJECT_TABLE' || kind === 'OBJECT_VIEW' || kind === 'OBJECT_MATVIEW' || isColumn ? tableNamed(state, { kind: 'List', body: { items: names.map((sval) => ({ String: { sval } })) } }) : null;
  const command = `COMMENT ON ${kind.replace('OBJECT_', '').replaceAll('_', ' ')}`;
  const before = table?.model === null || table?.model === undefined ? null : oldComment(table.model, isColumn ? (path.at(-1) ?? '') : null);
  const inverse = before === null || table === null ? null : `${command} ${shownTable(table)}${isColumn ? `.${quoteIdentifier(path.at(-1) ?? '')}` : ''} IS ${before};`;
  return effect({ action: 'catalog', command: 'COMMENT ON', fine: M045, table, lock: table === null ? 'none' : 'SHARE UPDATE EXCLUSIVE', node, reversible: reversible(inverse, inverse === null ? 'set the old comment again' : null) });
}

/** The comment a table or column has now, as SQL; null = not known. */
function oldComment(model: Model, column: string | null): string | null {
  const object = column === null ? model : model.columns.find(({ name }) => name === column);
  if (object === undefined) return null;
  return object.comment === null ? 'NULL' : quoteLiteral(object.comment);
}

/** CREATE STATISTICS and CREATE PUBLICATION: the weak lock, nothing is read. */
export function weakOnTables(state: FileState, node: SqlNode, command: string): Effect[] {
  const tables = node.kind === 'CreateStatsStmt' ? nodesAt(node.body, 'relations') : nodesAt(node.body, 'pubobjects').flatMap(({ body }) => publishedTable(body));
  const found = tables.flatMap(({ body }) => tableAt(state, body) ?? []);
  const base = { action: 'catalog' as const, command, node, reversible: reversible(null, 'drop it') };
  return found.length === 0 ? [effect({ ...base, lock: 'none' })] : found.map((table) => effect({ ...base, table, lock: 'SHARE UPDATE EXCLUSIVE' }));
}

function publishedTable(body: SqlNode['body']): SqlNode[] {
  const relation = treeAt(treeAt(body, 'pubtable') ?? {}, 'relation');
  return relation === null ? [] : [{ kind: 'RangeVar', body: relation }];
}
