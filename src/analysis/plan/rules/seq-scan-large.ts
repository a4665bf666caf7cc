import { quoteQualified } from '../../format/identifier.ts';
import { formatCount, formatPercent } from '../../format/number.ts';
import { found, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { numberField, textField } from '../node-fields.ts';
import { ownTimeShare, type PlanFacts } from '../plan-facts.ts';
import { planFinding, modelOf } from '../plan-finding.ts';
import { planThresholds } from '../plan-thresholds.ts';
import type { FlatPlanNode } from '../plan-types.ts';

const info: RuleInfo = {
  id: 'P001',
  name: 'seq_scan_large',
  level: 'warning',
  title: 'Large table read from end to end',
  rationale: 'The time grows with the table, whatever the query returns.',
};

export const seqScanLarge: Rule<PlanFacts> = {
  ...info,
  check: (facts) => found(facts.nodes.filter(({ type, loops }) => type === 'Seq Scan' && loops !== 0).flatMap((node) => describe(facts, node) ?? [])),
};

function describe(facts: PlanFacts, node: FlatPlanNode) {
  const rows = rowsRead(facts, node);
  const share = ownShare(facts, node);
  if (rows === null || rows.count < planThresholds.scanRows || share === null || share <= planThresholds.scanShare) return null;
  const kept = node.actualRows ?? node.planRows;
  return planFinding(info, facts, {
    node,
    level: rows.count >= planThresholds.scanRowsError ? 'error' : 'warning',
    title: `${quoteQualified(node.relation ?? 'table')} is read from end to end`,
    evidence: [
      `${formatCount(rows.count)} rows read (${rows.source}); threshold ${formatCount(planThresholds.scanRows)}`,
      kept === null || textField(node.node, 'Filter') === null ? 'no filter: every row is kept' : `the filter keeps ${formatCount(kept)} rows (${formatPercent(Math.min(1, kept / rows.count))})`,
      `${formatPercent(share)} of the ${node.ownMs === null ? 'planned cost' : 'time'} is this scan; threshold ${formatPercent(planThresholds.scanShare)}`,
    ],
    remedy: 'If the filter keeps few rows, an index on its columns reads only those; if the query needs most rows, the scan is right.',
  });
}

/** Rows kept and removed when it was executed; else what the statistics say the table holds. */
function rowsRead(facts: PlanFacts, node: FlatPlanNode): { count: number; source: string } | null {
  if (node.actualRows !== null && node.loops !== null) {
    const removed = (numberField(node.node, 'Rows Removed by Filter') ?? 0) * node.loops;
    return { count: node.actualRows + Math.round(removed), source: 'measured' };
  }
  const estimate = modelOf(facts, node)?.rowEstimate ?? node.planRows;
  if (estimate === null) return null;
  return { count: Math.round(estimate * (facts.executedShare.get(node.path) ?? 1)), source: 'estimate' };
}

function ownShare(facts: PlanFacts, node: FlatPlanNode): number | null {
  const root = facts.nodes[0];
  if (root === undefined) return null;
  if (node.ownMs !== null) return ownTimeShare(facts, node);
  if (node.ownCost === null || root.totalCost === null || root.totalCost === 0) return null;
  return Math.min(1, (node.ownCost * (facts.executedShare.get(node.path) ?? 1)) / root.totalCost);
}
