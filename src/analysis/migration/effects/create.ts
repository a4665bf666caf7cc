import { quoteIdentifier } from '../../format/identifier.ts';
import { flagAt, nodesAt, textAt, treeAt, walk, type SqlNode, type Tree } from '../../sql/tree.ts';
import { effect, losesData, reversible, type Effect, type OtherTable } from '../effect.ts';
import { indexExists, passedOver, relationExists } from '../existence.ts';
import { partKey, type FileState } from '../file-state.ts';
import { relationKey, shownTable, tableAt, type TableReference } from '../table-reference.ts';
import { typeText } from '../type-name.ts';
import { referencedTables } from './add-column.ts';
import { defaultPartition } from './partitions.ts';

/** CREATE TABLE: nobody waits for a new table, but the tables it references or belongs to are locked (M008, M033). */
export function createTable(state: FileState, node: SqlNode): Effect {
  const present = alreadyThere(state, node, { relation: treeAt(node.body, 'relation'), command: 'CREATE TABLE' });
  if (present.passedOver !== null) return present.passedOver;
  const table = markNew(state, tableAt(state, treeAt(node.body, 'relation')));
  const elements = nodesAt(node.body, 'tableElts');
  if (table !== null) rememberColumns(state, table, elements);
  const parents = nodesAt(node.body, 'inhRelations').flatMap(({ body }) => tableAt(state, body) ?? []);
  const isPartition = node.body['partbound'] !== undefined;
  const constraints = elements.flatMap((element) => (element.kind === 'ColumnDef' ? nodesAt(element.body, 'constraints') : [element]));
  return effect({
    action: isPartition ? 'create_partition' : 'create_table',
    command: isPartition ? 'CREATE TABLE … PARTITION OF' : 'CREATE TABLE',
    table,
    role: 'created',
    lock: 'ACCESS EXCLUSIVE',
    others: [
      ...parents.map((parent): OtherTable => ({ table: parent, role: 'referenced', lock: isPartition ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE' })),
      ...(isPartition ? parents.flatMap((parent) => defaultPartition({ state, table: parent })) : []),
      ...referencedTables(constraints, (relation) => tableAt(state, relation)),
      ...elements.filter(({ kind }) => kind === 'TableLikeClause').flatMap(({ body }) => readTable(tableAt(state, treeAt(body, 'relation')))),
    ],
    scan: isPartition && parents.some((parent) => defaultPartition({ state, table: parent }).length > 0) ? 'the default partition is read for rows that belong to the new one' : null,
    note: present.note,
    reversible: table === null ? reversible(null) : losesData(`DROP TABLE ${shownTable(table)};`, 'rows written since are lost'),
    node,
  });
}

/** With IF NOT EXISTS a relation that is there is left as it is; without, the statement fails on it. */
function alreadyThere(state: FileState, node: SqlNode, { relation, command }: { readonly relation: Tree | null; readonly command: string }): { readonly passedOver: Effect | null; readonly note: string | null } {
  const table = tableAt(state, relation);
  if (relation === null || table === null || relationExists(state, { schema: textAt(relation, 'schemaname'), name: table.name }) !== true) return { passedOver: null, note: null };
  const what = shownTable(table);
  if (!flagAt(node.body, 'if_not_exists')) return { passedOver: null, note: table.isNew ? null : `${what} is in the snapshot already: the statement fails if it is there when it runs` };
  return { passedOver: passedOver({ command: `${command} IF NOT EXISTS`, table, lock: 'none', node, what, exists: true }), note: null };
}

/** CREATE TABLE AS and CREATE MATERIALIZED VIEW: reads its sources. */
export function createTableAs(state: FileState, node: SqlNode): Effect {
  const into = treeAt(node.body, 'into');
  const isView = textAt(node.body, 'objtype') === 'OBJECT_MATVIEW';
  const present = alreadyThere(state, node, { relation: into === null ? null : treeAt(into, 'rel'), command: isView ? 'CREATE MATERIALIZED VIEW' : 'CREATE TABLE AS' });
  if (present.passedOver !== null) return present.passedOver;
  const others = tablesIn(state, node.body['query']).flatMap(readTable);
  const table = markNew(state, tableAt(state, into === null ? null : treeAt(into, 'rel')));
  const words = isView ? 'MATERIALIZED VIEW' : 'TABLE';
  return effect({
    action: 'create_table_as',
    command: isView ? 'CREATE MATERIALIZED VIEW' : 'CREATE TABLE AS',
    table,
    role: 'created',
    lock: 'ACCESS EXCLUSIVE',
    others,
    known: others.length === 0,
    note: others.length === 0 ? null : 'how many rows it reads depends on the plan of its query',
    reversible: table === null ? reversible(null) : reversible(`DROP ${words} ${shownTable(table)};`),
    node,
  });
}

/** CREATE INDEX (M001). */
export function createIndex(state: FileState, node: SqlNode): Effect {
  const table = tableAt(state, treeAt(node.body, 'relation'));
  const concurrent = flagAt(node.body, 'concurrent');
  const name = textAt(node.body, 'idxname');
  const schema = table?.schema ?? null;
  const index = name === null ? null : `${schema === null ? '' : `${quoteIdentifier(schema)}.`}${quoteIdentifier(name)}`;
  const command = `CREATE ${flagAt(node.body, 'unique') ? 'UNIQUE ' : ''}INDEX${concurrent ? ' CONCURRENTLY' : ''}`;
  const lock = concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE';
  if (name !== null && flagAt(node.body, 'if_not_exists') && indexExists(state, schema, name) === true) {
    return passedOver({ command: `${command} IF NOT EXISTS`, table, lock, node, what: `index ${quoteIdentifier(name)}`, exists: true });
  }
  if (name !== null) {
    state.created.add(relationKey(state, schema, name));
    state.dropped.delete(relationKey(state, schema, name));
  }
  if (name !== null && table !== null) {
    const columns = nodesAt(node.body, 'indexParams').flatMap(({ body }) => textAt(body, 'name') ?? []);
    state.indexes.set(partKey(relationKey(state, table.schema, table.name), name), columns);
  }
  return effect({
    action: concurrent ? 'create_index_concurrently' : 'create_index',
    command,
    table,
    lock,
    scan: buildWords(concurrent, table),
    reversible: index === null ? reversible(null, 'the server chooses the name of the index') : reversible(`DROP INDEX ${concurrent ? 'CONCURRENTLY ' : ''}${index};`),
    subject: name,
    node,
  });
}

/** ON ONLY a partitioned table there is nothing to read: the index waits for those of the partitions. */
function buildWords(concurrent: boolean, table: TableReference | null): string | null {
  if (table?.only === true && table.model?.kind === 'partitioned_table') return null;
  return concurrent ? 'the table is read twice, while reads and writes go on' : 'the table is read once to build the index';
}

/** CREATE VIEW; OR REPLACE locks the view that is there (M041). */
export function createView(state: FileState, node: SqlNode): Effect {
  const view = tableAt(state, treeAt(node.body, 'view'));
  const replaces = flagAt(node.body, 'replace') && view?.model !== null;
  const others = tablesIn(state, node.body['query']).flatMap(readTable);
  const before = view?.model?.definition ?? null;
  if (!replaces) markNew(state, view);
  const name = view === null ? '' : shownTable(view);
  return effect({
    action: 'view',
    command: flagAt(node.body, 'replace') ? 'CREATE OR REPLACE VIEW' : 'CREATE VIEW',
    table: view,
    role: replaces ? 'target' : 'created',
    lock: replaces ? 'ACCESS EXCLUSIVE' : 'none',
    others,
    reversible: reversible(replaces && before !== null ? `CREATE OR REPLACE VIEW ${name} AS ${before}` : `DROP VIEW ${name};`),
    node,
  });
}

function markNew(state: FileState, table: TableReference | null): TableReference | null {
  if (table === null) return null;
  const key = relationKey(state, table.schema, table.name);
  state.created.add(key);
  state.dropped.delete(key);
  return { ...table, model: null, isNew: true };
}

function rememberColumns(state: FileState, table: TableReference, elements: readonly SqlNode[]): void {
  const relation = relationKey(state, table.schema, table.name);
  for (const { kind, body } of elements) {
    if (kind === 'ColumnDef') state.columnTypes.set(partKey(relation, textAt(body, 'colname') ?? ''), typeText(treeAt(body, 'typeName') ?? {}).text);
  }
}

export function readTable(table: TableReference | null): OtherTable[] {
  return table === null ? [] : [{ table, role: 'read', lock: 'ACCESS SHARE' }];
}

/** Tables a query names, its common table expressions left out. */
export function tablesIn(state: FileState, query: unknown): TableReference[] {
  const ctes = new Set<string>();
  walk(query, (node) => {
    if (node.kind === 'CommonTableExpr') ctes.add(textAt(node.body, 'ctename') ?? '');
  });
  const tables: TableReference[] = [];
  walk(query, (node) => {
    const table = node.kind === 'RangeVar' ? tableAt(state, node.body) : null;
    if (table !== null && !(table.schema === null && ctes.has(table.name))) tables.push(table);
  });
  return tables;
}

