import type { Model } from '#contract';
import { quoteIdentifier } from '../../format/identifier.ts';
import { flagAt, nodesAt, stringsAt, textAt, type SqlNode } from '../../sql/tree.ts';
import { effect, irreversible, reversible, unknownEffect, type Effect, type OtherTable } from '../effect.ts';
import { indexExists, passedOver, relationIsMissing, shownName } from '../existence.ts';
import type { FileState } from '../file-state.ts';
import { reference, relationKey, shownTable, tableNamed, type TableReference } from '../table-reference.ts';
import { defaultPartition } from './partitions.ts';

/** DROP of every kind, one effect an object. */
export function drop(state: FileState, node: SqlNode): Effect[] {
  const objects = nodesAt(node.body, 'objects');
  const kind = textAt(node.body, 'removeType') ?? '';
  return objects.map((object) => {
    switch (kind) {
      case 'OBJECT_TABLE':
      case 'OBJECT_FOREIGN_TABLE':
        return dropTable(state, node, tableNamed(state, object));
      case 'OBJECT_INDEX':
        return dropIndex(state, node, object);
      case 'OBJECT_VIEW':
      case 'OBJECT_MATVIEW':
        return dropView(state, node, { view: tableNamed(state, object), kind });
      case 'OBJECT_SCHEMA':
        return dropSchema(state, node, object);
      case 'OBJECT_TRIGGER':
      case 'OBJECT_POLICY':
      case 'OBJECT_RULE':
        return dropPart(state, node, { object, kind });
      default:
        return dropOther(node, kind);
    }
  });
}

/** DROP TABLE: the tables its foreign keys point to are locked as well (M010). */
function dropTable(state: FileState, node: SqlNode, table: TableReference | null): Effect {
  if (table !== null && flagAt(node.body, 'missing_ok') && relationIsMissing(state, table)) {
    return passedOver({ command: 'DROP TABLE IF EXISTS', table, lock: 'none', node, what: shownTable(table), exists: false });
  }
  if (table !== null) markDropped(state, relationKey(state, table.schema, table.name));
  return effect({
    action: 'drop_table',
    command: 'DROP TABLE',
    table,
    role: 'dropped',
    lock: 'ACCESS EXCLUSIVE',
    others: table?.model == null ? [] : [...neighbours(state, table.model, isCascade(node)), ...parentOf(state, table.model)],
    note: isCascade(node) ? 'CASCADE also drops the views and other objects that depend on it' : null,
    reversible: irreversible('the rows are lost'),
    node,
  });
}

function markDropped(state: FileState, key: string): void {
  state.created.delete(key);
  state.renamed.delete(key);
  state.dropped.add(key);
}

/** A partition is taken out of its parent, which the default partition has to know. */
function parentOf(state: FileState, model: Model): OtherTable[] {
  const parent = model.partitionOf === null ? null : state.models.byId(model.partitionOf);
  if (parent === null) return [];
  const table = { schema: parent.schema, name: parent.name, model: parent, isNew: false };
  return [{ table, role: 'referenced', lock: 'ACCESS EXCLUSIVE' }, ...defaultPartition({ state, table }).filter((other) => other.table.model?.id !== model.id)];
}

/** Tables this one references, and with CASCADE those that reference it and lose their key. */
function neighbours(state: FileState, model: Model, cascade: boolean): OtherTable[] {
  const ids = [...model.foreignKeys.map(({ references }) => references), ...(cascade ? model.referencedBy.map(({ from }) => from) : [])];
  return [...new Set(ids)].flatMap((id) => {
    const other = state.models.byId(id);
    if (other === null || other.id === model.id) return [];
    return [{ table: { schema: other.schema, name: other.name, model: other, isNew: false }, role: 'referenced' as const, lock: 'ACCESS EXCLUSIVE' as const }];
  });
}

/** DROP INDEX (M002): the lock is on the table of the index. */
function dropIndex(state: FileState, node: SqlNode, object: SqlNode): Effect {
  const path = stringsAt({ items: object.body['items'] ?? [object] }, 'items');
  const name = path.at(-1) ?? '';
  const schema = path.at(-2) ?? null;
  const owner = state.all.find((model) => (schema === null || model.schema === schema) && model.indexes.some((index) => index.name === name)) ?? null;
  const isNew = state.created.has(relationKey(state, schema ?? owner?.schema ?? null, name));
  const concurrent = flagAt(node.body, 'concurrent');
  if (flagAt(node.body, 'missing_ok') && indexExists(state, schema, name) === false) {
    return passedOver({ command: 'DROP INDEX IF EXISTS', table: null, lock: 'none', node, what: `index ${shownName(schema, name)}`, exists: false });
  }
  markDropped(state, relationKey(state, schema ?? owner?.schema ?? null, name));
  const definition = owner?.indexes.find((index) => index.name === name)?.definition ?? '';
  return effect({
    action: concurrent ? 'drop_index_concurrently' : 'drop_index',
    command: concurrent ? 'DROP INDEX CONCURRENTLY' : 'DROP INDEX',
    table: isNew || owner === null ? newIndexTable(isNew, schema, name) : { schema: owner.schema, name: owner.name, model: owner, isNew: false },
    lock: concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE',
    note: owner === null && !isNew ? 'the table of the index is not in the snapshot' : null,
    reversible: definition === '' ? reversible(null, 'create it again; its definition is not in the snapshot') : reversible(`${definition};`),
    subject: schema === null ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`,
    node,
  });
}

/** An index the file itself made: nobody waits for it. */
function newIndexTable(isNew: boolean, schema: string | null, name: string): TableReference | null {
  return isNew ? { schema, name, model: null, isNew: true } : null;
}

function dropView(state: FileState, node: SqlNode, { view, kind }: { readonly view: TableReference | null; readonly kind: string }): Effect {
  const words = kind === 'OBJECT_VIEW' ? 'VIEW' : 'MATERIALIZED VIEW';
  if (view !== null && flagAt(node.body, 'missing_ok') && relationIsMissing(state, view)) {
    return passedOver({ command: `DROP ${words} IF EXISTS`, table: view, lock: 'none', node, what: shownTable(view), exists: false });
  }
  if (view !== null) markDropped(state, relationKey(state, view.schema, view.name));
  const definition = view?.model?.definition ?? null;
  return effect({
    action: 'view', command: `DROP ${words}`, table: view, role: 'dropped', lock: 'ACCESS EXCLUSIVE', node,
    reversible: view === null || definition === null ? reversible(null, 'create it again; its definition is not in the snapshot') : reversible(`CREATE ${words} ${shownTable(view)} AS ${definition}`),
  });
}

function dropSchema(state: FileState, node: SqlNode, object: SqlNode): Effect {
  const name = textAt(object.body, 'sval') ?? stringsAt(object.body, 'items').at(-1) ?? '';
  const inside = isCascade(node) ? state.all.filter((model) => model.schema === name) : [];
  const others = inside.map((model): OtherTable => ({ table: reference(state, model.schema, model.name), role: 'dropped', lock: 'ACCESS EXCLUSIVE' }));
  for (const model of inside) markDropped(state, relationKey(state, model.schema, model.name));
  return effect({
    action: 'drop_schema', command: `DROP SCHEMA${isCascade(node) ? ' CASCADE' : ''}`, lock: others.length === 0 ? 'none' : 'ACCESS EXCLUSIVE', others,
    reversible: others.length === 0 ? reversible(`CREATE SCHEMA ${quoteIdentifier(name)};`) : irreversible('the rows of its tables are lost'), subject: name, node,
  });
}

/** Triggers, policies and rules: the name is written after that of their table. */
function dropPart(state: FileState, node: SqlNode, part: { readonly object: SqlNode; readonly kind: string }): Effect {
  const path = stringsAt(part.object.body, 'items');
  const table = path.length < 2 ? null : reference(state, path.at(-3) ?? null, path.at(-2) ?? '');
  const words = part.kind.replace('OBJECT_', '');
  return effect({
    action: part.kind === 'OBJECT_POLICY' ? 'row_security' : 'trigger', command: `DROP ${words}`, table, lock: 'ACCESS EXCLUSIVE', subject: path.at(-1) ?? null, node,
    reversible: reversible(null, 'create it again from its definition'),
  });
}

const HARMLESS: ReadonlySet<string> = new Set(['OBJECT_FUNCTION', 'OBJECT_PROCEDURE', 'OBJECT_SEQUENCE', 'OBJECT_AGGREGATE', 'OBJECT_TYPE', 'OBJECT_DOMAIN', 'OBJECT_STATISTIC_EXT']);

/** Functions, types, sequences: no lock on tables, unless CASCADE takes columns with them. */
function dropOther(node: SqlNode, kind: string): Effect {
  const command = `DROP ${kind.replace('OBJECT_', '').replaceAll('_', ' ')}`;
  if (!HARMLESS.has(kind) || isCascade(node)) return unknownEffect(node, command, isCascade(node) ? 'CASCADE drops what depends on it: not in the snapshot' : `${command} is not known to the rules`);
  return effect({ action: 'catalog', command, lock: 'none', reversible: reversible(null, 'create it again from its definition'), node });
}

function isCascade(node: SqlNode): boolean {
  return textAt(node.body, 'behavior') === 'DROP_CASCADE';
}
