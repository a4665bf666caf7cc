import type { Model } from '#contract';
import type { OtherTable } from '../effect.ts';
import type { FileState } from '../file-state.ts';

/** Tables the foreign keys of a table lead to, each with the strongest lock: what PostgreSQL takes to drop or rebuild a key. */
export function referencedByKeys(state: FileState, keys: readonly { readonly references: string }[]): OtherTable[] {
  return lockedExclusively(state, keys.map(({ references }) => references));
}

/** Tables whose foreign keys lead to these columns of a model. */
export function keyedOn(state: FileState, model: Model | null, isAbout: (columns: readonly string[]) => boolean): OtherTable[] {
  return lockedExclusively(state, (model?.referencedBy ?? []).filter(({ referencedColumns }) => isAbout(referencedColumns)).map(({ from }) => from));
}

function lockedExclusively(state: FileState, ids: readonly string[]): OtherTable[] {
  return [...new Set(ids)].flatMap((id) => {
    const model = state.models.byId(id);
    if (model === null) return [];
    return [{ table: { schema: model.schema, name: model.name, model, isNew: false }, role: 'referenced' as const, lock: 'ACCESS EXCLUSIVE' as const }];
  });
}
