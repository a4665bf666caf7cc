import { quoteIdentifier } from '../format/identifier.ts';
import type { SqlNode } from '../sql/tree.ts';
import { effect, NOT_NEEDED, type Effect } from './effect.ts';
import { partKey, type FileState } from './file-state.ts';
import { relationKey, type TableReference } from './table-reference.ts';

/**
 * Whether something is there when a statement runs; null = not known. Of a file that is applied, or may be, the snapshot shows what
 * the file left behind, so it proves nothing; without a name's schema only `public` is taken for the place where it would be made.
 */
export type Existence = boolean | null;

export function relationExists(state: FileState, relation: Pick<TableReference, 'schema' | 'name'>): Existence {
  const { schema, name } = relation;
  const key = relationKey(state, schema, name);
  if (state.created.has(key)) return true;
  if (state.dropped.has(key)) return false;
  if (!isBefore(state)) return null;
  return state.all.some((model) => model.name === name && model.schema === (schema ?? 'public')) || state.renamed.has(key);
}

/** False only when no schema has a relation of that name. */
export function relationIsMissing(state: FileState, relation: Pick<TableReference, 'schema' | 'name'>): boolean {
  const key = relationKey(state, relation.schema, relation.name);
  if (state.created.has(key) || state.renamed.has(key)) return false;
  if (state.dropped.has(key)) return true;
  return isBefore(state) && !state.all.some(({ name, schema }) => name === relation.name && (relation.schema === null || schema === relation.schema));
}

export function columnExists(state: FileState, table: TableReference, column: string): Existence {
  const key = partKey(relationKey(state, table.schema, table.name), column);
  if (state.columnTypes.has(key)) return true;
  if (state.dropped.has(key)) return false;
  if (table.model === null || !isBefore(state)) return null;
  return table.model.columns.some(({ name }) => name === column);
}

export function indexExists(state: FileState, schema: string | null, name: string): Existence {
  const key = relationKey(state, schema, name);
  if (state.created.has(key)) return true;
  if (state.dropped.has(key)) return false;
  if (!isBefore(state)) return null;
  return state.all.some((model) => (schema === null || model.schema === schema) && model.indexes.some((index) => index.name === name));
}

/** The snapshot shows the database as the file will meet it. */
export function isBefore(state: FileState): boolean {
  return state.phase === 'pending' && state.all.length > 0;
}

/** A statement that IF [NOT] EXISTS passes over: at most its lock is left. */
export function passedOver(parts: Pick<Effect, 'command' | 'table' | 'lock'> & { readonly node: SqlNode; readonly what: string; readonly exists: boolean; readonly subject?: string | null }): Effect {
  const { what, exists, ...rest } = parts;
  const note = exists ? `${what} exists already: IF NOT EXISTS does nothing` : `${what} is not in the snapshot: IF EXISTS does nothing`;
  return effect({ ...rest, action: 'nothing', reversible: NOT_NEEDED, note });
}

/** `"a"."b"` or `"b"`. */
export function shownName(schema: string | null, name: string): string {
  return schema === null ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`;
}
