import type { Model } from '#contract';
import { nameKey, nameWords } from './name-words.ts';

/** Finds the one model a name means; null rather than a doubtful one. */
export interface ModelIndex {
  find(words: readonly string[]): Model | null;
}

export function createModelIndex(models: readonly Model[]): ModelIndex {
  const tables = models.filter((model) => model.partitionOf === null);
  const byKey = new Map<string, Set<Model>>();
  for (const model of tables) {
    for (const name of [model.name, model.displayName]) add(byKey, nameKey(nameWords(name)), model);
  }
  const byShortKey = withoutPrefix(tables, byKey);
  return {
    find(words) {
      const key = nameKey(words);
      return onlyOne(byKey.get(key)) ?? (byKey.has(key) ? null : onlyOne(byShortKey.get(key)));
    },
  };
}

/** `blog_posts` is also `posts` when several tables begin with `blog` and `blog` is no table itself. */
function withoutPrefix(models: readonly Model[], byKey: ReadonlyMap<string, unknown>): Map<string, Set<Model>> {
  const byPrefix = new Map<string, Set<Model>>();
  for (const model of models) {
    const [prefix = '', ...rest] = nameWords(model.name);
    if (rest.length > 0 && !byKey.has(prefix)) add(byPrefix, prefix, model);
  }
  const short = new Map<string, Set<Model>>();
  for (const group of byPrefix.values()) {
    if (group.size < 2) continue;
    for (const model of group) add(short, nameKey(nameWords(model.name).slice(1)), model);
  }
  return short;
}

/** Of models of the same name in several schemas, the one in `public`. */
function onlyOne(models: ReadonlySet<Model> | undefined): Model | null {
  const all = [...(models ?? [])];
  const inPublic = all.filter((model) => model.schema === 'public');
  const [first = null] = inPublic.length > 0 ? inPublic : all;
  return (inPublic.length > 0 ? inPublic : all).length === 1 ? first : null;
}

function add(index: Map<string, Set<Model>>, key: string, model: Model): void {
  const models = index.get(key) ?? new Set();
  index.set(key, models.add(model));
}
