import { byKey } from '#analysis';
import type { Model } from '#contract';

/** Models by id, and in each the lists whose order says nothing by name: the same catalog gives the same bytes in whatever order it was read. */
export function canonicalModels(models: readonly Model[]): readonly Model[] {
  return models.map(canonicalModel).toSorted(byKey(({ id }) => id));
}

/** Columns, keys of an index, labels of an enum and bounds of partitions stay: there the order is a fact. */
function canonicalModel(model: Model): Model {
  return {
    ...model,
    indexes: model.indexes.toSorted(byName),
    uniques: model.uniques.toSorted(byName),
    checks: model.checks.toSorted(byName),
    exclusions: model.exclusions.toSorted(byName),
    foreignKeys: model.foreignKeys.toSorted(byName),
    referencedBy: model.referencedBy.toSorted(byKey(({ from, name }) => `${from}\n${name}`)),
    triggers: model.triggers.toSorted(byName),
    policies: model.policies.toSorted(byName),
    grants: model.grants.toSorted(byKey(({ grantee }) => grantee)),
  };
}

const byName = byKey<{ readonly name: string }>(({ name }) => name);
