import { formatBytes, formatCount, formatPercent, planThresholds, saving } from '#analysis';
import type { Skipped, WhatIfEvidence, WhatIfIndex } from '#contract';
import { omit, section, type SectionDraft } from '../pack/section.ts';
import { bullets, table } from '../text/block.ts';
import { inline } from '../text/fence.ts';
import { modelName } from '../text/names.ts';

/** What the planner makes of indexes that are not there: those it would read with their cost, the cheapest first, then those it would not. */
export function whatIfSection(evidence: WhatIfEvidence | null): SectionDraft | null {
  if (evidence?.ok !== true) return null;
  const { cost: without, method, indexes } = evidence;
  const used = indexes.filter((index) => index.used).toSorted((a, b) => a.cost - b.cost || a.columns.length - b.columns.length);
  const unused = indexes.filter((index) => !index.used);
  const rows = used.map((index) => [nameOf(index), formatCount(Math.round(index.cost)), formatPercent(saving(index, without)), index.sizeBytes === null ? 'not known' : formatBytes(index.sizeBytes)]);
  return section('what-if', 'What-if indexes', `estimates of the planner, one index at a time; ${method}`, [
    bullets([
      `estimated cost as it is: ${formatCount(Math.round(without))}${without < planThresholds.whatIfCost ? `; below ${planThresholds.whatIfCost} no index is tried` : ''}`,
      ...(unused.length === 0 ? [] : [`tried, and not read by the planner: ${unused.map(nameOf).join(', ')}`]),
    ]),
    ...(rows.length === 0 ? [] : [table(['index', 'estimated cost with it', 'saved', 'size'], rows)]),
  ]);
}

/** Why no index was tried. */
export function whatIfOmissions(evidence: WhatIfEvidence | null): readonly Skipped[] {
  if (evidence === null) return [omit('what-if indexes', 'no database could be asked for this pack')];
  return evidence.ok ? [] : [omit('what-if indexes', evidence.reason, evidence.remedy)];
}

function nameOf({ model, columns }: WhatIfIndex): string {
  return `${modelName(model)} (${columns.map(({ name, descending }) => `${inline(name)}${descending ? ' DESC' : ''}`).join(', ')})`;
}
