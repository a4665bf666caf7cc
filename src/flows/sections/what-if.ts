import { formatBytes, formatCount, formatPercent, planThresholds, saving } from '#analysis';
import type { FlowRequest, ProjectSnapshot, Skipped, WhatIfEvidence, WhatIfIndex } from '#contract';
import type { BuildContext } from '../pack/build-context.ts';
import { omit, section, type SectionDraft } from '../pack/section.ts';
import { bullets, table } from '../text/block.ts';
import { inline } from '../text/fence.ts';
import { modelName } from '../text/names.ts';

/** The built-in action whose pack has this section. */
export const whatIfAction = 'suggest_indexes';
const sectionId = 'what-if';

/** Whether a pack of this request, at a level of detail with statistics, shows what indexes that are not there would do: only a database can tell. */
export function showsWhatIf(request: FlowRequest, { configuration }: Pick<ProjectSnapshot, 'configuration'>): boolean {
  if (request.kind !== 'query' || request.body.plan != null || request.body.include_explain === false) return false;
  const custom = (configuration?.actions ?? []).find(({ action_key }) => action_key === request.body.action_key);
  if (custom === undefined) return request.body.action_key === whatIfAction;
  const { include, exclude } = custom.sections;
  return (include === null || include.includes(sectionId)) && !exclude.includes(sectionId);
}

/** What the planner makes of indexes that are not there: those it would read with their cost, the cheapest first, then those it would not. */
export function whatIfSection(evidence: WhatIfEvidence | null): SectionDraft | null {
  if (evidence?.ok !== true) return null;
  const { cost: without, method, indexes } = evidence;
  const used = indexes.filter((index) => index.used).toSorted((a, b) => a.cost - b.cost || a.columns.length - b.columns.length);
  const unused = indexes.filter((index) => !index.used);
  const rows = used.map((index) => [nameOf(index), formatCount(Math.round(index.cost)), formatPercent(saving(index, without)), index.sizeBytes === null ? 'not known' : formatBytes(index.sizeBytes)]);
  return section(sectionId, 'What-if indexes', `estimates of the planner, one index at a time; ${method}`, [
    bullets([
      `estimated cost as it is: ${formatCount(Math.round(without))}${without < planThresholds.whatIfCost ? `; below ${planThresholds.whatIfCost} no index is tried` : ''}`,
      ...(unused.length === 0 ? [] : [`tried, and not read by the planner: ${unused.map(nameOf).join(', ')}`]),
    ]),
    ...(rows.length === 0 ? [] : [table(['index', 'estimated cost with it', 'saved', 'size'], rows)]),
  ]);
}

/** Why no index was tried, where that is not the reason why there is no plan. */
export function whatIfOmissions({ whatIf, plan }: Pick<BuildContext, 'whatIf' | 'plan'>): readonly Skipped[] {
  if (whatIf !== null) return whatIf.ok ? [] : [omit('what-if indexes', whatIf.reason, whatIf.remedy)];
  return plan?.ok === true && plan.plan.pasted === true ? [omit('what-if indexes', 'the plan was given as text, so no database was asked')] : [];
}

function nameOf({ model, columns }: WhatIfIndex): string {
  return `${modelName(model)} (${columns.map(({ name, descending }) => `${inline(name)}${descending ? ' DESC' : ''}`).join(', ')})`;
}
