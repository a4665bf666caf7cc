import type { FindingLevel } from '#contract';
import { quoteIdentifier } from '../../format/identifier.ts';
import { formatCount, formatPercent } from '../../format/number.ts';
import type { RuleInfo } from '../../rule/rule.ts';
import { numberField } from '../node-fields.ts';
import { planFinding } from '../plan-finding.ts';
import { planThresholds } from '../plan-thresholds.ts';
import type { FlatPlanNode } from '../plan-types.ts';
import { measuredRule } from './measured-rule.ts';

const discards: RuleInfo = {
  id: 'P003', name: 'filter_discards', level: 'warning', title: 'Most rows that are read are thrown away',
  rationale: 'An index that holds the filtered columns reads only the rows that are kept.',
};

const indexFilter: RuleInfo = {
  id: 'P004', name: 'index_filter_inefficient', level: 'warning', title: 'The index finds far more rows than the query keeps',
  rationale: 'Each row the index finds is fetched from the table before the filter sees it.',
};

export const filterDiscards = measuredRule(discards, (facts, node) => {
  const level = isIndexScan(node) ? null : levelOf(node);
  if (level === null) return null;
  return planFinding(discards, facts, { node, level, ...words(node), remedy: 'An index that begins with the filtered columns; or a partial index, when the query always asks for the same part.' });
});

export const indexFilterInefficient = measuredRule(indexFilter, (facts, node) => {
  if (!isIndexScan(node) || levelOf(node) === null) return null;
  const { title, evidence } = words(node);
  return planFinding(indexFilter, facts, { node, title: `${quoteIdentifier(node.index ?? '')}: ${title}`, evidence, remedy: 'Put the filtered columns into the index (composite), or their condition into its WHERE (partial).' });
});

function isIndexScan(node: FlatPlanNode): boolean {
  return node.type === 'Index Scan' || node.type === 'Index Only Scan';
}

function removed(node: FlatPlanNode): number {
  return Math.round((numberField(node.node, 'Rows Removed by Filter') ?? 0) * (node.loops ?? 0));
}

function levelOf(node: FlatPlanNode): FindingLevel | null {
  const read = (node.actualRows ?? 0) + removed(node);
  const share = read === 0 ? 0 : removed(node) / read;
  if (read < planThresholds.filterRows || share < planThresholds.discarded) return null;
  if (share > planThresholds.discardedError && read >= planThresholds.discardedErrorRows) return 'error';
  return share > planThresholds.discardedWarning ? 'warning' : 'info';
}

function words(node: FlatPlanNode): { title: string; evidence: string[] } {
  const read = (node.actualRows ?? 0) + removed(node);
  return {
    title: `${formatCount(read)} rows read, ${formatCount(node.actualRows ?? 0)} kept`,
    evidence: [`the filter throws ${formatPercent(removed(node) / read)} away; thresholds ${formatPercent(planThresholds.discarded)}, ${formatPercent(planThresholds.discardedWarning)}, ${formatPercent(planThresholds.discardedError)}`],
  };
}
