import { quoteIdentifier } from '../../format/identifier.ts';
import { flagAt, nodesAt, textAt, treeAt, type SqlNode } from '../../sql/tree.ts';
import { effect, NOT_KNOWN, reversible, unknownEffect, type Action, type Effect } from '../effect.ts';
import { passedOver, relationIsMissing } from '../existence.ts';
import type { FileState } from '../file-state.ts';
import type { LockMode, Reversibility } from '../migration-report.ts';
import { shownTable, tableAt, type TableReference } from '../table-reference.ts';
import { addColumn } from './add-column.ts';
import { alterType, columnDefault, dropColumn, dropNotNull, setNotNull } from './alter-column.ts';
import type { TableCommand } from './command-context.ts';
import { addConstraint, dropConstraint, validateConstraint } from './constraints.ts';
import { attachPartition, detachPartition } from './partitions.ts';

/** ALTER TABLE, one effect a command; also ALTER INDEX, VIEW and SEQUENCE, which share its node. */
export function alterTable(state: FileState, node: SqlNode): Effect[] {
  const table = tableAt(state, treeAt(node.body, 'relation'));
  const kind = textAt(node.body, 'objtype');
  if (table === null) return [unknownEffect(node, 'ALTER TABLE', 'the statement names no table')];
  if (flagAt(node.body, 'missing_ok') && relationIsMissing(state, table) && kind !== 'OBJECT_INDEX' && kind !== 'OBJECT_SEQUENCE') {
    return [passedOver({ command: 'ALTER TABLE IF EXISTS', table, lock: 'none', node, what: shownTable(table), exists: false })];
  }
  if (kind !== 'OBJECT_TABLE') return [otherObject(node, kind ?? '', table)];
  return nodesAt(node.body, 'cmds').map((command) => {
    const read = COMMANDS[textAt(command.body, 'subtype') ?? ''];
    if (read === undefined) return { ...unknownEffect(command, `ALTER TABLE (${textAt(command.body, 'subtype') ?? '?'})`, 'this command is not known to the rules'), table };
    return read({ state, table, node: command, alter: `ALTER TABLE ${shownTable(table)}` });
  });
}

const COMMANDS: Readonly<Record<string, (command: TableCommand) => Effect>> = {
  AT_AddColumn: addColumn,
  AT_DropColumn: dropColumn,
  AT_AlterColumnType: alterType,
  AT_ColumnDefault: columnDefault,
  AT_SetNotNull: setNotNull,
  AT_DropNotNull: dropNotNull,
  AT_AddConstraint: addConstraint,
  AT_ValidateConstraint: validateConstraint,
  AT_DropConstraint: dropConstraint,
  AT_AttachPartition: attachPartition,
  AT_DetachPartition: detachPartition,
  AT_SetLogged: (command) => rewriting(command, 'SET LOGGED', 'SET UNLOGGED'),
  AT_SetUnLogged: (command) => rewriting(command, 'SET UNLOGGED', 'SET LOGGED'),
  AT_SetTableSpace: (command) => rewriting(command, 'SET TABLESPACE', null),
  AT_SetAccessMethod: (command) => rewriting(command, 'SET ACCESS METHOD', null),
  AT_SetStatistics: (command) => plain(command, 'ALTER COLUMN SET STATISTICS', 'SHARE UPDATE EXCLUSIVE', { fine: M045 }),
  AT_SetOptions: (command) => plain(command, 'ALTER COLUMN SET (…)', 'SHARE UPDATE EXCLUSIVE', { fine: M045 }),
  AT_ResetOptions: (command) => plain(command, 'ALTER COLUMN RESET (…)', 'SHARE UPDATE EXCLUSIVE', { fine: M045 }),
  AT_SetStorage: (command) => plain(command, 'ALTER COLUMN SET STORAGE', 'ACCESS EXCLUSIVE'),
  AT_SetCompression: (command) => plain(command, 'ALTER COLUMN SET COMPRESSION', 'ACCESS EXCLUSIVE'),
  AT_SetRelOptions: storageParameters,
  AT_ResetRelOptions: storageParameters,
  AT_ClusterOn: (command) => plain(command, 'CLUSTER ON', 'SHARE UPDATE EXCLUSIVE'),
  AT_DropCluster: (command) => plain(command, 'SET WITHOUT CLUSTER', 'SHARE UPDATE EXCLUSIVE'),
  AT_ChangeOwner: (command) => plain(command, 'OWNER TO', 'ACCESS EXCLUSIVE', { inverse: ownerInverse(command) }),
  AT_ReplicaIdentity: (command) => plain(command, 'REPLICA IDENTITY', 'ACCESS EXCLUSIVE'),
  AT_AlterConstraint: (command) => plain(command, 'ALTER CONSTRAINT', 'ACCESS EXCLUSIVE'),
  AT_EnableRowSecurity: (command) => rowSecurity(command, 'ENABLE', 'DISABLE'),
  AT_DisableRowSecurity: (command) => rowSecurity(command, 'DISABLE', 'ENABLE'),
  AT_ForceRowSecurity: (command) => rowSecurity(command, 'FORCE', 'NO FORCE'),
  AT_NoForceRowSecurity: (command) => rowSecurity(command, 'NO FORCE', 'FORCE'),
  AT_EnableTrig: (command) => trigger(command, 'ENABLE TRIGGER'),
  AT_EnableTrigAll: (command) => trigger(command, 'ENABLE TRIGGER ALL'),
  AT_EnableTrigUser: (command) => trigger(command, 'ENABLE TRIGGER USER'),
  AT_EnableAlwaysTrig: (command) => trigger(command, 'ENABLE ALWAYS TRIGGER'),
  AT_EnableReplicaTrig: (command) => trigger(command, 'ENABLE REPLICA TRIGGER'),
  AT_DisableTrig: (command) => trigger(command, 'DISABLE TRIGGER'),
  AT_DisableTrigAll: (command) => trigger(command, 'DISABLE TRIGGER ALL'),
  AT_DisableTrigUser: (command) => trigger(command, 'DISABLE TRIGGER USER'),
  AT_AddIdentity: (command) => identity(command, 'ADD GENERATED AS IDENTITY', 'DROP IDENTITY'),
  AT_SetIdentity: (command) => identity(command, 'SET GENERATED', null),
  AT_DropIdentity: (command) => identity(command, 'DROP IDENTITY', null),
  AT_DropExpression: (command) => plain(command, 'DROP EXPRESSION', 'ACCESS EXCLUSIVE'),
};

const M045 = 'M045: a weak lock, and no row is touched';

interface PlainOptions {
  readonly fine?: string;
  readonly inverse?: string | null;
  readonly action?: Action;
}

/** A command that changes the catalog only: a short lock, no row touched. */
function plain({ table, node }: TableCommand, command: string, lock: LockMode, options: PlainOptions = {}): Effect {
  const back: Reversibility = options.inverse == null ? NOT_KNOWN : reversible(options.inverse);
  return effect({ action: options.action ?? 'alter_table', command, table, lock, node, subject: textAt(node.body, 'name'), reversible: back, fine: options.fine ?? null });
}

function rewriting(command: TableCommand, words: string, back: string | null): Effect {
  const inverse = back === null ? null : `${command.alter} ${back};`;
  return { ...plain(command, words, 'ACCESS EXCLUSIVE', { inverse, action: 'set_logged' }), rewrite: 'the table is copied to new files' };
}

function rowSecurity(command: TableCommand, words: string, back: string): Effect {
  const inverse = `${command.alter} ${back} ROW LEVEL SECURITY;`;
  return plain(command, `${words} ROW LEVEL SECURITY`, 'ACCESS EXCLUSIVE', { inverse, action: 'row_security' });
}

function trigger(command: TableCommand, words: string): Effect {
  return plain(command, words, 'SHARE ROW EXCLUSIVE', { action: 'trigger' });
}

function identity(command: TableCommand, words: string, back: string | null): Effect {
  const column = quoteIdentifier(textAt(command.node.body, 'name') ?? '');
  const inverse = back === null ? null : `${command.alter} ALTER COLUMN ${column} ${back};`;
  return plain(command, `ALTER COLUMN ${words}`, 'ACCESS EXCLUSIVE', { inverse });
}

function ownerInverse({ table, alter }: TableCommand): string | null {
  return table.model === null ? null : `${alter} OWNER TO ${quoteIdentifier(table.model.owner)};`;
}

/** Fill factor, autovacuum and planner parameters take the weak lock; anything else is not known. */
function storageParameters(command: TableCommand): Effect {
  const names = nodesAt(command.node.body, 'def').map(({ body }) => textAt(body, 'defname') ?? '');
  const weak = names.every((name) => /^(fillfactor|autovacuum_\w+|log_autovacuum_min_duration|toast_tuple_target|parallel_workers|vacuum_\w+|n_distinct\w*)$/.test(name));
  return { ...plain(command, 'SET (storage parameters)', 'SHARE UPDATE EXCLUSIVE'), ...(weak ? { fine: M045 } : { lock: null, known: false, note: 'a storage parameter the rules do not know' }) };
}

const OBJECTS: Readonly<Record<string, string>> = {
  OBJECT_INDEX: 'ALTER INDEX', OBJECT_VIEW: 'ALTER VIEW', OBJECT_SEQUENCE: 'ALTER SEQUENCE', OBJECT_MATVIEW: 'ALTER MATERIALIZED VIEW',
  OBJECT_FOREIGN_TABLE: 'ALTER FOREIGN TABLE', OBJECT_TYPE: 'ALTER TYPE',
};

function otherObject(node: SqlNode, kind: string, table: TableReference): Effect {
  const command = OBJECTS[kind] ?? 'ALTER';
  if (kind === 'OBJECT_SEQUENCE' || kind === 'OBJECT_VIEW') return effect({ action: 'catalog', command, lock: 'ACCESS EXCLUSIVE', table, node });
  return { ...unknownEffect(node, command, `${command} is not known to the rules`), table: flagAt(node.body, 'missing_ok') ? null : table };
}
