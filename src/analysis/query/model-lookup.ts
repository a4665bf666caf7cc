import type { Model } from '#contract';
import { groupBy } from '../format/order.ts';

/** Finds the model a table name means. Without a schema: the one in `public`, or the only one of that name. */
export interface ModelLookup {
  find(schema: string | null, name: string): Model | null;
  byId(id: string): Model | null;
}

export function createModelLookup(models: readonly Model[]): ModelLookup {
  const byName = groupBy(models, ({ name }) => name);
  const byId = new Map(models.map((model) => [model.id, model]));
  return {
    byId: (id) => byId.get(id) ?? null,
    find(schema, name) {
      const candidates = byName.get(name) ?? [];
      if (schema !== null) return candidates.find((model) => model.schema === schema) ?? null;
      const inPublic = candidates.find((model) => model.schema === 'public');
      return inPublic ?? (candidates.length === 1 ? (candidates[0] ?? null) : null);
    },
  };
}
