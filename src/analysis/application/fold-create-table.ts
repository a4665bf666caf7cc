import { isSerial } from '../migration/effects/add-column.ts';
import { typeText, type TypeText } from '../migration/type-name.ts';
import { flagAt, nodesAt, stringsAt, textAt, treeAt, type SqlNode, type Tree } from '../sql/tree.ts';
import { addTable, schemaOf, setColumn, tableAt, type ExpectedColumn, type ExpectedTable, type SchemaHistory } from './schema-history.ts';

/** CREATE TABLE; a temporary one is gone when the migration is over. */
export function foldCreateTable(history: SchemaHistory, { body }: SqlNode): void {
  const relation = treeAt(body, 'relation') ?? {};
  if (textAt(relation, 'relpersistence') === 't') return;
  if (flagAt(body, 'if_not_exists') && tableAt(history, relation) !== null) return;
  const elements = nodesAt(body, 'tableElts');
  const table: ExpectedTable = {
    schema: schemaOf(history, relation), name: textAt(relation, 'relname') ?? '', by: history.migration, columns: new Map(), parts: new Map(),
    // Columns of parents, partitions and types are not copied.
    sure: nodesAt(body, 'inhRelations').length === 0 && body['ofTypename'] === undefined,
  };
  for (const element of elements) {
    if (element.kind === 'ColumnDef') addColumn(history, table, element.body);
    if (element.kind === 'TableLikeClause') copyColumns(history, table, treeAt(element.body, 'relation'));
  }
  for (const element of elements) if (element.kind === 'Constraint') foldConstraint(history, table, element.body);
  addTable(history, table);
}

/** CREATE TABLE AS: its columns are those of a query. */
export function foldCreateTableAs(history: SchemaHistory, { body }: SqlNode): void {
  if (textAt(body, 'objtype') === 'OBJECT_MATVIEW') return;
  addUnsure(history, treeAt(treeAt(body, 'into') ?? {}, 'rel'));
}

/** A table of which only the name is known. */
export function addUnsure(history: SchemaHistory, relation: Tree | null): void {
  const name = relation === null ? null : textAt(relation, 'relname');
  if (relation === null || name === null || textAt(relation, 'relpersistence') === 't') return;
  addTable(history, { schema: schemaOf(history, relation), name, by: history.migration, columns: new Map(), parts: new Map(), sure: false });
}

export function addColumn(history: SchemaHistory, table: ExpectedTable, definition: Tree): void {
  const name = textAt(definition, 'colname') ?? '';
  const constraints = nodesAt(definition, 'constraints');
  const kinds = constraints.map(({ body }) => textAt(body, 'contype') ?? '');
  const { type, isCounter } = columnType(definition);
  const column: ExpectedColumn = {
    type, by: history.migration, generated: kinds.includes('CONSTR_GENERATED'),
    nullable: !isCounter && !kinds.some((kind) => REFUSES_NULL.has(kind)),
  };
  table.columns.set(name, column);
  for (const { body } of constraints) addPart(history, table, body, [name]);
}

const REFUSES_NULL: ReadonlySet<string> = new Set(['CONSTR_NOTNULL', 'CONSTR_PRIMARY', 'CONSTR_IDENTITY']);

const COUNTERS: Readonly<Record<string, string>> = {
  smallserial: 'int2', serial2: 'int2', serial: 'int4', serial4: 'int4', bigserial: 'int8', serial8: 'int8',
};

/** The type as the catalog has it: `serial` is an integer there, and refuses NULL. */
export function columnType(definition: Tree): { readonly type: TypeText | null; readonly isCounter: boolean } {
  const typeName = treeAt(definition, 'typeName') ?? {};
  const type = typeText(typeName);
  if (flagAt(typeName, 'pct_type')) return { type: null, isCounter: false };
  if (!isSerial(type.base)) return { type, isCounter: false };
  return { type: typeText({ names: [{ String: { sval: COUNTERS[type.base] ?? 'int4' } }] }), isCounter: true };
}

/** A constraint of the table: what it says of its columns, and its name. */
export function foldConstraint(history: SchemaHistory, table: ExpectedTable, constraint: Tree): void {
  const kind = textAt(constraint, 'contype') ?? '';
  const columns = stringsAt(constraint, kind === 'CONSTR_FOREIGN' ? 'fk_attrs' : 'keys');
  if (REFUSES_NULL.has(kind)) refuseNull(history, table, { columns, index: textAt(constraint, 'indexname') });
  const index = textAt(constraint, 'indexname');
  if (index !== null) table.parts.delete(index);
  addPart(history, table, constraint, columns.length === 0 ? null : columns);
}

function refuseNull(history: SchemaHistory, table: ExpectedTable, key: { readonly columns: readonly string[]; readonly index: string | null }): void {
  const indexed = key.index === null ? key.columns : (table.parts.get(key.index)?.columns ?? null);
  if (indexed === null) for (const name of table.columns.keys()) setColumn(table, name, { nullable: null });
  for (const name of indexed ?? []) setColumn(table, name, { nullable: false, by: history.migration });
}

function addPart(history: SchemaHistory, table: ExpectedTable, constraint: Tree, columns: readonly string[] | null): void {
  const [name, kind] = [textAt(constraint, 'conname'), textAt(constraint, 'contype') ?? ''];
  if (name === null || history.conditional || !NAMED.has(kind)) return;
  table.parts.set(name, { kind: kind === 'CONSTR_FOREIGN' ? 'foreign_key' : 'constraint', columns: kind === 'CONSTR_CHECK' ? null : columns, by: history.migration });
}

const NAMED: ReadonlySet<string> = new Set(['CONSTR_PRIMARY', 'CONSTR_UNIQUE', 'CONSTR_FOREIGN', 'CONSTR_CHECK', 'CONSTR_EXCLUSION']);

function copyColumns(history: SchemaHistory, table: ExpectedTable, relation: Tree | null): void {
  const source = tableAt(history, relation);
  if (source === null || !source.sure) table.sure = false;
  for (const [name, column] of source?.columns ?? []) table.columns.set(name, { ...column, generated: false, by: history.migration });
}
