import type { Model } from '#contract';

/** The models that rules judge: those of the catalog. What code does not declare may exist in the database, and a wrong alarm is worse than none. */
export function judgedModels(models: readonly Model[]): readonly Model[] {
  return models.filter(({ declared }) => declared === undefined);
}

/** Why rules leave models out; null when they judge all. */
export function whyUnjudged(models: readonly Model[]): string | null {
  const by = models.find(({ declared }) => declared !== undefined)?.declared?.by;
  return by === undefined ? null : `no rule judges models as the ${by} declares them: the database may differ`;
}
