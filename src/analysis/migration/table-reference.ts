import type { Model } from '#contract';
import { quoteIdentifier } from '../format/identifier.ts';
import type { ModelLookup } from '../query/model-lookup.ts';
import { flagAt, stringsAt, textAt, type SqlNode, type Tree } from '../sql/tree.ts';
import type { FileState } from './file-state.ts';

/** A table as a statement names it, with what the snapshot and the file so far know of it. */
export interface TableReference {
  readonly schema: string | null;
  readonly name: string;
  readonly model: Model | null;
  /** An earlier statement of the file made it. */
  readonly isNew: boolean;
  /** Written with ONLY: its partitions are left out. */
  readonly only?: boolean;
}

export function tableAt(state: FileState, relation: Tree | null): TableReference | null {
  const name = relation === null ? null : textAt(relation, 'relname');
  if (relation === null || name === null) return null;
  const table = reference(state, textAt(relation, 'schemaname'), name);
  return flagAt(relation, 'inh') ? table : { ...table, only: true };
}

/** A name written as a list (`DROP TABLE a.b`). */
export function tableNamed(state: FileState, node: SqlNode | null): TableReference | null {
  const path = node === null ? [] : stringsAt({ items: node.kind === 'List' ? node.body['items'] : [{ [node.kind]: node.body }] }, 'items');
  const name = path.at(-1);
  return name === undefined ? null : reference(state, path.at(-2) ?? null, name);
}

export function reference(state: FileState, schema: string | null, name: string): TableReference {
  const key = relationKey(state, schema, name);
  const isNew = state.created.has(key);
  // A table the file makes anew is not the one the snapshot may hold.
  const model = isNew || state.dropped.has(key) ? null : state.models.find(schema, state.renamed.get(key) ?? name);
  return { schema: schema ?? model?.schema ?? null, name, model, isNew };
}

/** Equal for all ways to write one name: without a schema it is the model's, else `public`. */
export function relationKey(state: { readonly models: ModelLookup }, schema: string | null, name: string): string {
  return JSON.stringify([schema ?? state.models.find(null, name)?.schema ?? 'public', name]);
}

/** The name as SQL, with its schema where that is known. */
export function shownTable(table: TableReference): string {
  return table.schema === null ? quoteIdentifier(table.name) : `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`;
}
