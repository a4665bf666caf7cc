import { quoteWord } from '../format/identifier.ts';
import type { TypeText } from '../migration/type-name.ts';
import { textAt, type Tree } from '../sql/tree.ts';

/** What the applied migrations have made so far; statements change it in the order they ran. */
export interface SchemaHistory {
  /** By `relationKey`. */
  readonly tables: Map<string, ExpectedTable>;
  /** Functions the migrations made whose body changes the schema or builds statements. */
  readonly changingFunctions: Set<string>;
  /** Id of the migration being read. */
  migration: string;
  /** Where names without a schema go, after `SET search_path`; null = as the database is set up. */
  searchSchema: string | null;
  /** Inside a DO block: it may run or not, so what it touches is no longer sure. */
  conditional: boolean;
  /** Why the history does not tell the whole schema; null as long as it does. */
  untold: string | null;
}

export interface ExpectedTable {
  /** Null = none was written. */
  schema: string | null;
  name: string;
  /** Migration that made it. */
  readonly by: string;
  readonly columns: Map<string, ExpectedColumn>;
  /** Indexes and constraints that were given a name. */
  readonly parts: Map<string, ExpectedPart>;
  /** False when something touched it that cannot be followed: it is left out of the comparison. */
  sure: boolean;
}

export interface ExpectedColumn {
  /** Null = cannot be told, such as after a type was renamed. */
  readonly type: TypeText | null;
  readonly nullable: boolean | null;
  readonly generated: boolean;
  /** Migration that last changed it. */
  readonly by: string;
}

export interface ExpectedPart {
  readonly kind: 'index' | 'constraint' | 'foreign_key';
  /** Null = it holds an expression, whose columns are not read. */
  readonly columns: readonly string[] | null;
  readonly by: string;
}

export function createSchemaHistory(): SchemaHistory {
  return { tables: new Map(), changingFunctions: new Set(), migration: '', searchSchema: null, conditional: false, untold: null };
}

/** Equal for `users` and `public.users`. */
export function relationKey(schema: string | null, name: string): string {
  return JSON.stringify([schema ?? 'public', name]);
}

export function schemaOf(history: SchemaHistory, relation: Tree): string | null {
  return textAt(relation, 'schemaname') ?? history.searchSchema;
}

export function tableAt(history: SchemaHistory, relation: Tree | null): ExpectedTable | null {
  const name = relation === null ? null : textAt(relation, 'relname');
  return relation === null || name === null ? null : (history.tables.get(relationKey(schemaOf(history, relation), name)) ?? null);
}

/** The table, for a statement that changes it. */
export function changedTable(history: SchemaHistory, relation: Tree | null): ExpectedTable | null {
  const table = tableAt(history, relation);
  if (table !== null && history.conditional) table.sure = false;
  return table;
}

export function addTable(history: SchemaHistory, table: ExpectedTable): void {
  history.tables.set(relationKey(table.schema, table.name), history.conditional ? { ...table, sure: false } : table);
}

/** Gives the table another place; what may not have happened leaves it in both, sure in none. */
export function moveTable(history: SchemaHistory, table: ExpectedTable, place: { readonly schema: string | null; readonly name: string }): void {
  if (history.conditional) {
    table.sure = false;
    addTable(history, { ...table, ...place });
    return;
  }
  history.tables.delete(relationKey(table.schema, table.name));
  Object.assign(table, place);
  addTable(history, table);
}

export function removeTable(history: SchemaHistory, key: string): void {
  const table = history.tables.get(key);
  if (table === undefined) return;
  if (history.conditional) table.sure = false;
  else history.tables.delete(key);
}

export function setColumn(table: ExpectedTable, name: string, change: Partial<ExpectedColumn>): void {
  const column = table.columns.get(name);
  if (column !== undefined) table.columns.set(name, { ...column, ...change });
}

/** Only the first reason is kept: one is enough. */
export function leaveUntold(history: SchemaHistory, reason: string): void {
  history.untold ??= `${quoteWord(history.migration)} ${reason}`;
}
