import type { Model } from '#contract';

/** Finds the model a table name means. Without a schema: the one in `public`, or the only one of that name. */
export interface ModelLookup {
  find(schema: string | null, name: string): Model | null;
  byId(id: string): Model | null;
}

/** Looks through the list each time: a statement names few tables, and an index over all models would cost more than it saves. */
export function createModelLookup(models: readonly Model[]): ModelLookup {
  return {
    byId: (id) => models.find((model) => model.id === id) ?? null,
    find(schema, name) {
      const candidates = models.filter((model) => model.name === name);
      if (schema !== null) return candidates.find((model) => model.schema === schema) ?? null;
      const inPublic = candidates.find((model) => model.schema === 'public');
      return inPublic ?? (candidates.length === 1 ? (candidates[0] ?? null) : null);
    },
  };
}
