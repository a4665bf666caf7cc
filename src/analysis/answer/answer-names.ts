import { nodeAt, nodesAt, statementNode, stringsAt, textAt, treeAt, walk, type SqlNode, type Tree } from '../sql/tree.ts';
import type { AnswerStatement } from './sql-text.ts';

/** Names the answer itself makes: later parts of it may use them. */
export interface CreatedNames {
  readonly tables: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
  readonly indexes: ReadonlySet<string>;
}

/** What CREATE, ADD COLUMN and RENAME of all the statements of an answer bring into being. */
export function createdNames(statements: readonly AnswerStatement[]): CreatedNames {
  const names = { tables: new Set<string>(), columns: new Set<string>(), indexes: new Set<string>() };
  for (const { statement } of statements) collect(statementNode(statement), names);
  return names;
}

interface Names {
  readonly tables: Set<string>;
  readonly columns: Set<string>;
  readonly indexes: Set<string>;
}

function collect(node: SqlNode, names: Names): void {
  const { kind, body } = node;
  if (kind === 'CreateStmt') add(names.tables, nameOf(body, 'relation'));
  if (kind === 'ViewStmt') add(names.tables, nameOf(body, 'view'));
  if (kind === 'CreateTableAsStmt') add(names.tables, intoName(body));
  if (kind === 'IndexStmt') add(names.indexes, textAt(body, 'idxname'));
  if (kind === 'RenameStmt') collectRename(body, names);
  if (kind === 'CreateStmt' || kind === 'AlterTableStmt' || kind === 'ViewStmt' || kind === 'CreateTableAsStmt') collectColumns(body, names);
}

function collectRename(body: Tree, names: Names): void {
  const name = textAt(body, 'newname');
  const type = textAt(body, 'renameType');
  if (type === 'OBJECT_COLUMN') add(names.columns, name);
  else if (type === 'OBJECT_INDEX') add(names.indexes, name);
  else add(names.tables, name);
}

/** Columns and the names of constraints, which are names of indexes too; output names of a view's query. */
function collectColumns(body: Tree, names: Names): void {
  walk(body, (node) => {
    if (node.kind === 'ColumnDef') add(names.columns, textAt(node.body, 'colname'));
    if (node.kind === 'Constraint') add(names.indexes, textAt(node.body, 'conname'));
    if (node.kind === 'ResTarget') add(names.columns, textAt(node.body, 'name'));
  });
}

function nameOf(body: Tree, key: string): string | null {
  const relation = treeAt(body, key);
  return relation === null ? null : textAt(relation, 'relname');
}

function intoName(body: Tree): string | null {
  const into = treeAt(body, 'into');
  return into === null ? null : nameOf(into, 'rel');
}

function add(names: Set<string>, name: string | null): void {
  if (name !== null) names.add(name);
}

/** A table or column a DDL statement needs to be there already. */
export interface NeededName {
  readonly schema: string | null;
  readonly table: string;
  /** Null = the table itself. */
  readonly column: string | null;
}

const COLUMN_COMMANDS: ReadonlySet<string> = new Set([
  'AT_AlterColumnType', 'AT_ColumnDefault', 'AT_DropNotNull', 'AT_SetNotNull', 'AT_SetStatistics', 'AT_DropColumn', 'AT_SetStorage', 'AT_DropIdentity', 'AT_AddIdentity',
]);

/** What ALTER TABLE, CREATE INDEX and foreign keys refer to. What is made IF EXISTS is not needed. */
export function neededNames(node: SqlNode): readonly NeededName[] {
  const { kind, body } = node;
  if (kind === 'IndexStmt') return onTable(treeAt(body, 'relation'), indexColumns(body));
  if (kind !== 'AlterTableStmt' || body['missing_ok'] === true || textAt(body, 'objtype') !== 'OBJECT_TABLE') return [];
  return [...onTable(treeAt(body, 'relation'), nodesAt(body, 'cmds').flatMap(({ body: command }) => commandColumns(command))), ...referenced(body)];
}

function onTable(relation: Tree | null, columns: readonly string[]): NeededName[] {
  const table = relation === null ? null : textAt(relation, 'relname');
  if (relation === null || table === null) return [];
  const schema = textAt(relation, 'schemaname');
  return [{ schema, table, column: null }, ...columns.map((column) => ({ schema, table, column }))];
}

function indexColumns(body: Tree): string[] {
  const keys = ['indexParams', 'indexIncludingParams'].flatMap((key) => nodesAt(body, key)).flatMap(({ body: key }) => textAt(key, 'name') ?? columnsOf(key));
  return [...keys, ...columnsOf(body['whereClause'])];
}

/** Unqualified columns of an expression. */
function columnsOf(tree: unknown): string[] {
  const names: string[] = [];
  walk(tree, (node) => {
    const path = node.kind === 'ColumnRef' ? stringsAt(node.body, 'fields') : [];
    if (path.length === 1) names.push(...path);
  });
  return names;
}

function commandColumns(command: Tree): string[] {
  const name = textAt(command, 'name');
  if (COLUMN_COMMANDS.has(textAt(command, 'subtype') ?? '')) return name === null || command['missing_ok'] === true ? [] : [name];
  const constraint = nodeAt(command, 'def');
  if (constraint?.kind !== 'Constraint') return [];
  return [...stringsAt(constraint.body, 'keys'), ...stringsAt(constraint.body, 'fk_attrs'), ...columnsOf(constraint.body['raw_expr'])];
}

function referenced(body: Tree): NeededName[] {
  return nodesAt(body, 'cmds').flatMap(({ body: command }) => {
    const constraint = nodeAt(command, 'def');
    if (constraint?.kind !== 'Constraint') return [];
    return onTable(treeAt(constraint.body, 'pktable'), stringsAt(constraint.body, 'pk_attrs'));
  });
}
