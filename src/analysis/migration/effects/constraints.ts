import type { Model } from '#contract';
import { quoteColumns, quoteIdentifier, quoteQualified } from '../../format/identifier.ts';
import { flagAt, nodeAt, stringsAt, textAt, treeAt, walk, type SqlNode } from '../../sql/tree.ts';
import { effect, irreversible, NOT_NEEDED, reversible, type Effect, type OtherTable } from '../effect.ts';
import { isBefore, passedOver } from '../existence.ts';
import { partKey, type FileState } from '../file-state.ts';
import { reference, relationKey, tableAt, type TableReference } from '../table-reference.ts';
import type { TableCommand } from './command-context.ts';
import { keyedOn } from './key-neighbours.ts';
import { notNullColumns, provesNotNull } from './not-null-proof.ts';

/** `ADD CONSTRAINT` of every kind (M005–M007, M011). */
export function addConstraint({ state, table, node, alter }: TableCommand): Effect {
  const constraint = nodeAt(node.body, 'def') ?? node;
  const name = textAt(constraint.body, 'conname');
  remember(state, table, constraint);
  const common = {
    table,
    subject: name,
    node: constraint,
    reversible: name === null ? reversible(null, 'the server chooses the name of the constraint') : reversible(`${alter} DROP CONSTRAINT ${quoteIdentifier(name)};`),
  };
  const deferred = flagAt(constraint.body, 'skip_validation');
  switch (textAt(constraint.body, 'contype')) {
    case 'CONSTR_CHECK':
      return effect({ ...common, action: 'add_check', command: 'ADD CHECK', lock: 'ACCESS EXCLUSIVE', scan: deferred ? null : 'every row is checked' });
    case 'CONSTR_NOTNULL':
      return effect({ ...common, action: 'add_not_null', command: 'ADD NOT NULL', lock: 'ACCESS EXCLUSIVE', scan: deferred ? null : 'every row is checked for NULL' });
    case 'CONSTR_FOREIGN':
      return foreignKey(state, { ...common, deferred });
    case 'CONSTR_UNIQUE':
    case 'CONSTR_PRIMARY':
      return uniqueKey(state, common);
    case 'CONSTR_EXCLUSION':
      return effect({ ...common, action: 'add_exclusion', command: 'ADD EXCLUDE', lock: 'ACCESS EXCLUSIVE', scan: 'the index of the constraint is built' });
    default:
      return effect({ ...common, action: 'unknown', command: 'ADD CONSTRAINT', lock: null, known: false, note: 'this kind of constraint is not known to the rules' });
  }
}

type Common = Pick<Effect, 'subject' | 'node' | 'reversible'> & { readonly table: TableReference };

function foreignKey(state: FileState, { deferred, ...common }: Common & { readonly deferred: boolean }): Effect {
  const parent = tableAt(state, treeAt(common.node.body, 'pktable'));
  const others: OtherTable[] = parent === null ? [] : [{ table: parent, role: 'referenced', lock: 'SHARE ROW EXCLUSIVE' }];
  return effect({
    ...common,
    action: 'add_foreign_key',
    command: 'ADD FOREIGN KEY',
    lock: 'SHARE ROW EXCLUSIVE',
    others,
    scan: deferred ? null : 'every row is looked up in the referenced table',
  });
}

function uniqueKey(state: FileState, common: Common): Effect {
  const { body } = common.node;
  const isPrimary = textAt(body, 'contype') === 'CONSTR_PRIMARY';
  const command = isPrimary ? 'ADD PRIMARY KEY' : 'ADD UNIQUE';
  const index = textAt(body, 'indexname');
  if (index === null) {
    return effect({ ...common, action: isPrimary ? 'add_primary_key' : 'add_unique', command, lock: 'ACCESS EXCLUSIVE', scan: 'the index of the constraint is built' });
  }
  const added = state.indexes.get(partKey(relationKey(state, common.table.schema, common.table.name), index));
  const columns = added ?? common.table.model?.indexes.find(({ name }) => name === index)?.keys.flatMap(({ column }) => column ?? []) ?? null;
  const nullable = isPrimary && (columns === null || columns.some((column) => provesNotNull(state, common.table, column) === null));
  return effect({
    ...common,
    action: 'add_using_index',
    command: `${command} USING INDEX`,
    lock: 'ACCESS EXCLUSIVE',
    scan: nullable && columns !== null ? 'the columns become NOT NULL: every row is checked' : null,
    known: !nullable || columns !== null,
    note: nullable && columns === null ? 'rows are read when a column of the index may be NULL' : null,
  });
}

function remember(state: FileState, table: TableReference, constraint: SqlNode): void {
  const name = textAt(constraint.body, 'conname');
  if (name === null) return;
  const parent = tableAt(state, treeAt(constraint.body, 'pktable'));
  state.constraints.set(partKey(relationKey(state, table.schema, table.name), name), {
    kind: textAt(constraint.body, 'contype') ?? '',
    columns: columnsOf(constraint.body['raw_expr']),
    notNullColumn: notNullColumns(nodeAt(constraint.body, 'raw_expr'))[0] ?? null,
    validated: !flagAt(constraint.body, 'skip_validation'),
    references: parent === null ? null : relationKey(state, parent.schema, parent.name),
  });
}

function columnsOf(expression: unknown): string[] {
  const columns: string[] = [];
  walk(expression, (node) => {
    if (node.kind === 'ColumnRef') columns.push(...stringsAt(node.body, 'fields').slice(-1));
  });
  return columns;
}

/** `VALIDATE CONSTRAINT`: the slow half, with reads and writes going on. */
export function validateConstraint({ state, table, node }: TableCommand): Effect {
  const name = textAt(node.body, 'name') ?? '';
  const key = partKey(relationKey(state, table.schema, table.name), name);
  const added = state.constraints.get(key);
  if (added !== undefined) state.constraints.set(key, { ...added, validated: true });
  const parent = parentOf(state, table, name);
  return effect({
    action: 'validate_constraint',
    command: 'VALIDATE CONSTRAINT',
    table,
    lock: 'SHARE UPDATE EXCLUSIVE',
    others: parent === null ? [] : [{ table: parent, role: 'referenced', lock: 'ROW SHARE' }],
    scan: 'every row is checked, while reads and writes go on',
    reversible: NOT_NEEDED,
    subject: name,
    node,
  });
}

/** `DROP CONSTRAINT`: of a foreign key it locks the referenced table as well (M009). */
export function dropConstraint({ state, table, node, alter }: TableCommand): Effect {
  const name = textAt(node.body, 'name') ?? '';
  const parent = parentOf(state, table, name);
  const key = partKey(relationKey(state, table.schema, table.name), name);
  const isKnown = table.isNew || state.constraints.has(key) || definitionOf(table.model, name) !== null;
  if (!isKnown && flagAt(node.body, 'missing_ok') && table.model !== null && isBefore(state)) {
    return passedOver({ command: 'DROP CONSTRAINT IF EXISTS', table, lock: 'ACCESS EXCLUSIVE', node, what: `constraint ${quoteIdentifier(name)}`, exists: false, subject: name });
  }
  state.constraints.delete(key);
  const definition = definitionOf(table.model, name);
  return effect({
    action: 'drop_constraint',
    command: 'DROP CONSTRAINT',
    table,
    lock: 'ACCESS EXCLUSIVE',
    others: [
      ...(parent === null ? [] : [{ table: parent, role: 'referenced' as const, lock: 'ACCESS EXCLUSIVE' as const }]),
      ...(textAt(node.body, 'behavior') === 'DROP_CASCADE' ? dependents(state, table.model, name) : []),
    ],
    note: isKnown ? null : 'if it is a foreign key, the referenced table is locked as well',
    reversible: definition === null ? irreversible('the definition of the constraint is not known') : reversible(`${alter} ADD CONSTRAINT ${quoteIdentifier(name)} ${definition};`),
    subject: name,
    node,
  });
}

/** CASCADE takes the foreign keys along that rely on a primary or unique key. */
function dependents(state: FileState, model: Model | null, name: string): OtherTable[] {
  const key = model?.primaryKey?.name === name ? model.primaryKey : model?.uniques.find((unique) => unique.name === name);
  return key === undefined ? [] : keyedOn(state, model, (columns) => columns.length === key.columns.length && columns.every((column) => key.columns.includes(column)));
}

function parentOf(state: FileState, table: TableReference, constraint: string): TableReference | null {
  const added = state.constraints.get(partKey(relationKey(state, table.schema, table.name), constraint));
  const id = table.model?.foreignKeys.find(({ name }) => name === constraint)?.references;
  const model = id === undefined ? null : state.models.byId(id);
  if (model !== null) return { schema: model.schema, name: model.name, model, isNew: false };
  if (!added?.references) return null;
  const [schema, name] = JSON.parse(added.references) as [string, string]; // written by relationKey
  return reference(state, schema, name);
}

/** The constraint as SQL, from the catalog's facts. */
function definitionOf(model: Model | null, name: string): string | null {
  const check = model?.checks.find((candidate) => candidate.name === name);
  if (check !== undefined) return check.definition;
  if (model?.primaryKey?.name === name) return `PRIMARY KEY ${quoteColumns(model.primaryKey.columns)}`;
  const unique = model?.uniques.find((candidate) => candidate.name === name);
  if (unique !== undefined) return `UNIQUE ${unique.nullsNotDistinct ? 'NULLS NOT DISTINCT ' : ''}${quoteColumns(unique.columns)}${unique.deferrable ? ' DEFERRABLE' : ''}`;
  const key = model?.foreignKeys.find((candidate) => candidate.name === name);
  if (key === undefined) return model?.exclusions.find((candidate) => candidate.name === name)?.definition ?? null;
  const actions = `${key.onUpdate === 'NO ACTION' ? '' : ` ON UPDATE ${key.onUpdate}`}${key.onDelete === 'NO ACTION' ? '' : ` ON DELETE ${key.onDelete}`}`;
  return `FOREIGN KEY ${quoteColumns(key.columns)} REFERENCES ${quoteQualified(key.references)} ${quoteColumns(key.referencedColumns)}${actions}${key.deferrable ? ' DEFERRABLE' : ''} NOT VALID`;
}

