import { nodesAt, stringsAt, textAt, treeAt, type SqlNode } from '../sql/tree.ts';
import { dropForeignKeys } from './fold-alter-table.ts';
import { changedTable, moveTable, relationKey, removeTable, setColumn, tableAt, type ExpectedColumn, type ExpectedTable, type SchemaHistory } from './schema-history.ts';

/** DROP of tables, schemas and indexes; DROP … CASCADE of types and functions takes columns along. */
export function foldDrop(history: SchemaHistory, { body }: SqlNode): void {
  const kind = textAt(body, 'removeType') ?? '';
  const cascades = textAt(body, 'behavior') === 'DROP_CASCADE';
  for (const object of nodesAt(body, 'objects')) {
    const path = object.kind === 'TypeName' ? stringsAt(object.body, 'names') : namesOf(object);
    const [name = '', schema = null] = [path.at(-1), path.at(-2)];
    if (kind === 'OBJECT_TABLE') removeTable(history, relationKey(schema ?? history.searchSchema, name));
    else if (kind === 'OBJECT_SCHEMA') dropSchema(history, name);
    else if (kind === 'OBJECT_INDEX') for (const { parts } of history.tables.values()) parts.delete(name);
    else if (cascades) doubtColumns(history, mayGoWith(kind, name));
  }
  if (cascades) dropForeignKeys(history);
}

function namesOf(object: SqlNode): string[] {
  return object.kind === 'List' ? stringsAt(object.body, 'items') : stringsAt({ items: [{ [object.kind]: object.body }] }, 'items');
}

function dropSchema(history: SchemaHistory, schema: string): void {
  for (const [key, table] of history.tables) if ((table.schema ?? 'public') === schema) removeTable(history, key);
}

type IsDoubtful = (column: ExpectedColumn) => boolean;

function mayGoWith(kind: string, name: string): IsDoubtful {
  if (kind === 'OBJECT_TYPE' || kind === 'OBJECT_DOMAIN') return (column) => isOfType(column, name);
  if (kind === 'OBJECT_EXTENSION') return ({ type }) => type === null || !type.builtIn;
  return kind === 'OBJECT_FUNCTION' ? ({ generated }) => generated : () => false;
}

function doubtColumns(history: SchemaHistory, isDoubtful: IsDoubtful): void {
  for (const table of history.tables.values()) if ([...table.columns.values()].some(isDoubtful)) table.sure = false;
}

function isOfType({ type }: ExpectedColumn, name: string): boolean {
  return type !== null && type.base.split('.').at(-1)?.replaceAll('"', '') === name;
}

/** RENAME of tables, columns, constraints, indexes, schemas and types. */
export function foldRename(history: SchemaHistory, { body }: SqlNode): void {
  const [before, after] = [textAt(body, 'subname') ?? '', textAt(body, 'newname') ?? ''];
  const relation = treeAt(body, 'relation');
  switch (textAt(body, 'renameType')) {
    case 'OBJECT_TABLE':
    case 'OBJECT_INDEX': {
      const table = tableAt(history, relation);
      if (table === null) renamePart([...history.tables.values()], textAt(relation ?? {}, 'relname') ?? '', after);
      else moveTable(history, table, { schema: table.schema, name: after });
      return;
    }
    case 'OBJECT_COLUMN':
      return renameColumn(changedTable(history, relation), before, after);
    case 'OBJECT_TABCONSTRAINT': {
      const table = tableAt(history, relation);
      return table === null ? undefined : renamePart([table], before, after);
    }
    case 'OBJECT_SCHEMA':
      return renameSchema(history, before, after);
    case 'OBJECT_TYPE':
    case 'OBJECT_DOMAIN':
      return forgetType(history, stringsAt(body, 'object').at(-1) ?? '');
    default:
  }
}

function renamePart(tables: readonly ExpectedTable[], before: string, after: string): void {
  for (const { parts } of tables) {
    const part = parts.get(before);
    if (part !== undefined && parts.delete(before)) parts.set(after, part);
  }
}

function renameColumn(table: ExpectedTable | null, before: string, after: string): void {
  const column = table?.columns.get(before);
  if (table === null || column === undefined) return;
  table.columns.delete(before);
  table.columns.set(after, column);
  for (const [name, part] of table.parts) {
    if (part.columns !== null) table.parts.set(name, { ...part, columns: part.columns.map((own) => (own === before ? after : own)) });
  }
}

function renameSchema(history: SchemaHistory, before: string, after: string): void {
  for (const table of history.tables.values()) {
    if ((table.schema ?? 'public') === before) moveTable(history, table, { schema: after, name: table.name });
  }
}

/** Columns of a renamed type are compared without it. */
function forgetType(history: SchemaHistory, name: string): void {
  for (const table of history.tables.values()) {
    for (const [columnName, column] of table.columns) if (isOfType(column, name)) setColumn(table, columnName, { type: null });
  }
}

/** SET SCHEMA of a table. */
export function foldSetSchema(history: SchemaHistory, { body }: SqlNode): void {
  const table = textAt(body, 'objectType') === 'OBJECT_TABLE' ? tableAt(history, treeAt(body, 'relation')) : null;
  if (table !== null) moveTable(history, table, { schema: textAt(body, 'newschema'), name: table.name });
}
