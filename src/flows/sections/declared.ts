import { quoteName } from '#analysis';
import { databaseRemedy, isKnown, whyUnknown, type Model, type ModelPart, type Skipped } from '#contract';
import { bullets, type Block } from '../text/block.ts';
import { line } from '../text/fence.ts';
import { modelName } from '../text/names.ts';

/** Parts a section would show, in its order and its words. */
export type PartWords = readonly (readonly [ModelPart, string])[];

/** The source of a section about these models: the catalog, in the words given, or who declared them. Safe text. */
export function sourceOf(models: readonly Model[], catalog = 'catalog'): string {
  const sources = models.map(({ declared }) => (declared === undefined ? catalog : `${line(declared.by)}, as declared in code`));
  return sources.length === 0 ? catalog : [...new Set(sources)].join('; ');
}

/** `deals, customers: policies, grants not known: the Aksara backend does not tell it`, as safe text; empty where all of it is known. */
export function unknownItems(models: readonly Model[], words: PartWords): readonly string[] {
  return groupUnknown(models, words).map(({ models: group, parts, why }) => `${group.map(({ id }) => modelName(id)).join(', ')}: ${parts} ${line(why)}`);
}

/** The same as a list of its own, to stand behind a table. */
export function unknownBlock(models: readonly Model[], words: PartWords): Block | null {
  const items = unknownItems(models, words);
  return items.length === 0 ? null : bullets(items);
}

/** What of these models is not known, for "Not included", with what makes it known. */
export function untold(models: readonly Model[], words: PartWords): readonly Skipped[] {
  return groupUnknown(models, words).map(({ models: group, parts, why }) => ({ part: `${parts} of ${group.map(quoteName).join(', ')}`, reason: why, remedy: databaseRemedy }));
}

/** Whether one of them is as code declares it. */
export function hasDeclared(models: readonly Model[]): boolean {
  return models.some(({ declared }) => declared !== undefined);
}

interface UnknownGroup {
  readonly models: readonly Model[];
  /** Our words. */
  readonly parts: string;
  /** Holds foreign text. */
  readonly why: string;
}

/** Models of which the same is not known stand together. */
function groupUnknown(models: readonly Model[], words: PartWords): readonly UnknownGroup[] {
  const groups = new Map<string, UnknownGroup>();
  for (const model of models) {
    const parts = words.filter(([part]) => !isKnown(model, part)).map(([, word]) => word).join(', ');
    const why = words.map(([part]) => whyUnknown(model, part)).find((reason) => reason !== null);
    if (why === undefined) continue;
    const key = `${parts}\n${why}`;
    groups.set(key, { models: [...(groups.get(key)?.models ?? []), model], parts, why });
  }
  return [...groups.values()];
}
