import type { Finding, Model, WhatIfEvidence, WhatIfIndex } from '#contract';
import { generatedName } from '../format/generated-name.ts';
import { quoteIdentifier, quoteName } from '../format/identifier.ts';
import { formatBytes, formatCount, formatPercent } from '../format/number.ts';
import { byCodeUnit } from '../format/order.ts';
import { finding, modelObject, type RuleInfo } from '../rule/rule.ts';
import { planThresholds } from './plan-thresholds.ts';

/** P030. It looks at plans with indexes that are not there, which only some databases can make, and so stands apart from the plan rules. */
export const indexWouldHelp: RuleInfo = {
  id: 'P030',
  name: 'index_would_help',
  level: 'info',
  title: 'An index would make the plan cheaper',
  rationale: 'The planner itself chose an index that is not there when it was offered, and its estimate of the whole statement fell by half or more.',
};

/** Per table the index that saves most, when it saves enough; the one with fewer columns when two save alike. */
export function whatIfFindings(evidence: WhatIfEvidence, models: readonly Model[]): readonly Finding[] {
  if (!evidence.ok || evidence.cost < planThresholds.whatIfCost) return [];
  return models.flatMap((model) => {
    const [best] = evidence.indexes.filter((index) => index.model === model.id && index.used).toSorted((a, b) => a.cost - b.cost || a.columns.length - b.columns.length || byCodeUnit(a.definition, b.definition));
    if (best === undefined || saving(best, evidence.cost) < planThresholds.whatIfSaving) return [];
    return [toFinding(model, best, evidence)];
  });
}

/** Share of the plan's cost that an index saves: 0 to 1. */
export function saving({ cost }: Pick<WhatIfIndex, 'cost'>, without: number): number {
  return without <= 0 ? 0 : Math.max(0, (without - cost) / without);
}

function toFinding(model: Model, { columns, cost, sizeBytes }: WhatIfIndex, { cost: without, method }: Extract<WhatIfEvidence, { ok: true }>): Finding {
  const saved = saving({ cost }, without);
  const list = columns.map(({ name, descending }) => `${quoteIdentifier(name)}${descending ? ' DESC' : ''}`).join(', ');
  const name = generatedName({ table: model.name, columns: columns.map((column) => column.name), suffix: 'idx' }, new Set(model.indexes.map((index) => index.name)));
  return finding(indexWouldHelp, {
    object: modelObject(model, list),
    level: saved >= planThresholds.whatIfSavingWarning ? 'warning' : 'info',
    title: `An index on ${quoteName(model)} (${list}) would save ${formatPercent(saved)} of the estimated cost`,
    evidence: [
      `estimated cost ${formatCount(Math.round(without))} without it, ${formatCount(Math.round(cost))} with it; threshold ${formatPercent(planThresholds.whatIfSaving)} saved`,
      sizeBytes === null ? null : `its size: ${formatBytes(sizeBytes)}`,
      `tried by: ${method}`,
    ],
    remedy: {
      text: 'Weigh it against the writes of the table, then create it outside a transaction.',
      sql: `CREATE INDEX CONCURRENTLY ${quoteIdentifier(name)} ON ${quoteName(model)} (${list});`,
    },
  });
}
