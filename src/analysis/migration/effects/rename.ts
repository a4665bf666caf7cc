import { quoteIdentifier } from '../../format/identifier.ts';
import { flagAt, textAt, treeAt, type SqlNode } from '../../sql/tree.ts';
import { effect, reversible, unknownEffect, type Effect } from '../effect.ts';
import { passedOver, relationIsMissing } from '../existence.ts';
import { partKey, type FileState } from '../file-state.ts';
import { relationKey, shownTable, tableAt, type TableReference } from '../table-reference.ts';

/** RENAME of tables, columns, constraints and other objects (M022). */
export function rename(state: FileState, node: SqlNode): Effect {
  const kind = textAt(node.body, 'renameType') ?? '';
  const table = tableAt(state, treeAt(node.body, 'relation'));
  const [before, after] = [textAt(node.body, 'subname') ?? '', textAt(node.body, 'newname') ?? ''];
  const shown = table === null ? '' : shownTable(table);
  if (table !== null && flagAt(node.body, 'missing_ok') && RELATIONS.has(kind) && relationIsMissing(state, table)) {
    return passedOver({ command: 'ALTER … IF EXISTS RENAME', table, lock: 'none', node, what: shown, exists: false });
  }
  switch (kind) {
    case 'OBJECT_TABLE':
      return renameTable(state, node, { table, after });
    case 'OBJECT_COLUMN':
      if (table !== null) renameColumn(state, table, { before, after });
      return effect({
        action: 'rename_column', command: 'RENAME COLUMN', table, lock: 'ACCESS EXCLUSIVE', subject: before, node,
        reversible: reversible(`ALTER TABLE ${shown} RENAME COLUMN ${quoteIdentifier(after)} TO ${quoteIdentifier(before)};`),
      });
    case 'OBJECT_TABCONSTRAINT':
      return effect({
        action: 'rename', command: 'RENAME CONSTRAINT', table, lock: 'ACCESS EXCLUSIVE', subject: before, node,
        reversible: reversible(`ALTER TABLE ${shown} RENAME CONSTRAINT ${quoteIdentifier(after)} TO ${quoteIdentifier(before)};`),
      });
    case 'OBJECT_INDEX':
      // Only the index itself is locked.
      return effect({ action: 'rename', command: 'ALTER INDEX RENAME', fine: 'M045: only the index is locked, for a moment', lock: 'none', subject: table?.name ?? null, node, reversible: reversible(`ALTER INDEX ${inSchema(table, after)} RENAME TO ${quoteIdentifier(table?.name ?? '')};`) });
    case 'OBJECT_VIEW':
    case 'OBJECT_MATVIEW':
      return effect({ action: 'rename_table', command: 'RENAME VIEW', table, lock: 'ACCESS EXCLUSIVE', node, reversible: reversible(null, 'rename it back') });
    default:
      return NO_TABLE.has(kind)
        ? effect({ action: 'catalog', command: `RENAME ${words(kind)}`, lock: 'none', node, reversible: reversible(null, 'rename it back') })
        : unknownEffect(node, `RENAME ${words(kind)}`, 'this kind of rename is not known to the rules');
  }
}

const NO_TABLE: ReadonlySet<string> = new Set(['OBJECT_FUNCTION', 'OBJECT_PROCEDURE', 'OBJECT_ROLE', 'OBJECT_SEQUENCE', 'OBJECT_TYPE', 'OBJECT_SCHEMA', 'OBJECT_DOMAIN']);

const RELATIONS: ReadonlySet<string> = new Set(['OBJECT_TABLE', 'OBJECT_COLUMN', 'OBJECT_TABCONSTRAINT', 'OBJECT_VIEW', 'OBJECT_MATVIEW']);

function renameTable(state: FileState, node: SqlNode, { table, after }: { readonly table: TableReference | null; readonly after: string }): Effect {
  if (table !== null) {
    const key = relationKey(state, table.schema, after);
    if (table.isNew) state.created.add(key);
    else state.renamed.set(key, table.model?.name ?? table.name);
    state.dropped.delete(key);
    state.dropped.add(relationKey(state, table.schema, table.name));
    state.created.delete(relationKey(state, table.schema, table.name));
  }
  return effect({
    action: 'rename_table', command: 'RENAME TABLE', table, lock: 'ACCESS EXCLUSIVE', subject: after, node,
    reversible: reversible(`ALTER TABLE ${inSchema(table, after)} RENAME TO ${quoteIdentifier(table?.name ?? '')};`),
  });
}

function renameColumn(state: FileState, table: TableReference, names: { readonly before: string; readonly after: string }): void {
  const relation = relationKey(state, table.schema, table.name);
  const type = state.columnTypes.get(partKey(relation, names.before)) ?? table.model?.columns.find(({ name }) => name === names.before)?.type;
  if (type !== undefined) state.columnTypes.set(partKey(relation, names.after), type);
}

/** ALTER … SET SCHEMA. */
export function setSchema(state: FileState, node: SqlNode): Effect {
  const table = tableAt(state, treeAt(node.body, 'relation'));
  const schema = textAt(node.body, 'newschema') ?? '';
  if (textAt(node.body, 'objectType') !== 'OBJECT_TABLE' || table === null) return unknownEffect(node, 'SET SCHEMA', 'SET SCHEMA of this kind of object is not known to the rules');
  const moved = `${quoteIdentifier(schema)}.${quoteIdentifier(table.name)}`;
  if (table.isNew) state.created.add(relationKey(state, schema, table.name));
  return effect({
    action: 'set_schema', command: 'SET SCHEMA', table, lock: 'ACCESS EXCLUSIVE', subject: schema, node,
    reversible: table.schema === null ? reversible(null, 'the old schema is not known') : reversible(`ALTER TABLE ${moved} SET SCHEMA ${quoteIdentifier(table.schema)};`),
  });
}

function inSchema(table: TableReference | null, name: string): string {
  return table === null || table.schema === null ? quoteIdentifier(name) : `${quoteIdentifier(table.schema)}.${quoteIdentifier(name)}`;
}

function words(kind: string): string {
  return kind.replace('OBJECT_', '').replaceAll('_', ' ');
}
