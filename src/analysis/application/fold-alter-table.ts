import { flagAt, nodesAt, textAt, treeAt, type SqlNode } from '../sql/tree.ts';
import { addColumn, columnType, foldConstraint } from './fold-create-table.ts';
import { changedTable, setColumn, tableAt, type ExpectedTable, type SchemaHistory } from './schema-history.ts';

/** ALTER TABLE. Commands that change no column, type, NOT NULL or named part are passed over. */
export function foldAlterTable(history: SchemaHistory, { body }: SqlNode): void {
  if (textAt(body, 'objtype') !== 'OBJECT_TABLE') return;
  const relation = treeAt(body, 'relation');
  for (const { body: command } of nodesAt(body, 'cmds').toSorted((left, right) => passOf(left) - passOf(right))) {
    const fold = COMMANDS[textAt(command, 'subtype') ?? ''];
    if (fold === undefined) continue;
    const isHarmless = fold === addConstraint && !refusesNull(command);
    const table = isHarmless ? tableAt(history, relation) : changedTable(history, relation);
    if (table !== null) fold(history, table, command);
  }
}

/** PostgreSQL does not run the commands of one statement as they are written: drops come first, then types, new columns, and what is said of columns. */
const PASSES: readonly ReadonlySet<string>[] = [new Set(['AT_DropColumn', 'AT_DropNotNull', 'AT_DropConstraint']), new Set(['AT_AlterColumnType']), new Set(['AT_AddColumn'])];

function passOf({ body }: SqlNode): number {
  const pass = PASSES.findIndex((subtypes) => subtypes.has(textAt(body, 'subtype') ?? ''));
  return pass < 0 ? PASSES.length : pass;
}

type Fold = (history: SchemaHistory, table: ExpectedTable, command: SqlNode['body']) => void;

const COMMANDS: Readonly<Record<string, Fold>> = {
  AT_AddColumn(history, table, command) {
    const definition = treeAt(command, 'def') ?? {};
    const exists = table.columns.has(textAt(definition, 'colname') ?? '');
    if (!(exists && flagAt(command, 'missing_ok'))) addColumn(history, table, definition);
  },
  AT_DropColumn(_history, table, command) {
    dropColumn(table, textAt(command, 'name') ?? '');
  },
  AT_AlterColumnType(history, table, command) {
    setColumn(table, textAt(command, 'name') ?? '', { type: columnType(treeAt(command, 'def') ?? {}).type, by: history.migration });
  },
  AT_SetNotNull: (history, table, command) => setColumn(table, textAt(command, 'name') ?? '', { nullable: false, by: history.migration }),
  AT_DropNotNull: (history, table, command) => setColumn(table, textAt(command, 'name') ?? '', { nullable: true, by: history.migration }),
  AT_AddConstraint: addConstraint,
  AT_DropConstraint(history, table, command) {
    const name = textAt(command, 'name') ?? '';
    // From PostgreSQL 18 on, NOT NULL is a constraint with a name of its own.
    if (!table.parts.delete(name)) for (const column of table.columns.keys()) setColumn(table, column, { nullable: null });
    if (textAt(command, 'behavior') === 'DROP_CASCADE') dropForeignKeys(history);
  },
};

function addConstraint(history: SchemaHistory, table: ExpectedTable, command: SqlNode['body']): void {
  foldConstraint(history, table, treeAt(command, 'def') ?? {});
}

function refusesNull(command: SqlNode['body']): boolean {
  const kind = textAt(treeAt(command, 'def') ?? {}, 'contype');
  return kind === 'CONSTR_PRIMARY' || kind === 'CONSTR_NOTNULL';
}

/** Its indexes and constraints go with it; one whose columns are not known may have. */
function dropColumn(table: ExpectedTable, name: string): void {
  table.columns.delete(name);
  for (const [part, { columns }] of table.parts) if (columns === null || columns.includes(name)) table.parts.delete(part);
}

/** CASCADE takes foreign keys of other tables along; which, is not followed. */
export function dropForeignKeys(history: SchemaHistory): void {
  for (const { parts } of history.tables.values()) for (const [name, { kind }] of parts) if (kind === 'foreign_key') parts.delete(name);
}
