import type { FindingLevel } from '#contract';
import { quoteIdentifier, quoteName } from '../../format/identifier.ts';
import { formatCount } from '../../format/number.ts';
import type { RuleInfo } from '../../rule/rule.ts';
import { numberField } from '../node-fields.ts';
import { childrenOf, parentOf, stopsEarly, type PlanFacts } from '../plan-facts.ts';
import { modelOf, planFinding } from '../plan-finding.ts';
import { planThresholds } from '../plan-thresholds.ts';
import type { FlatPlanNode } from '../plan-types.ts';
import { measuredRule } from './measured-rule.ts';

const misestimate: RuleInfo = {
  id: 'P002', name: 'row_misestimate', level: 'warning', title: 'The planner expected another number of rows',
  rationale: 'Joins and scans are chosen by the estimate; where it is far off, so is the choice.',
};

export const rowMisestimate = measuredRule(misestimate, (facts, node) => {
  const level = levelOf(facts, node);
  // Said where it begins, not again for every node above.
  if (level === null || childrenOf(facts, node).some((child) => levelOf(facts, child) === level)) return null;
  const model = modelOf(facts, node);
  return planFinding(misestimate, facts, {
    node,
    level,
    title: `${formatCount(node.planRows ?? 0)} rows expected, ${formatCount(perLoop(node))} found`,
    evidence: [`off by a factor of ${formatCount(factorOf(node))}${node.loops === 1 ? '' : `, in each of ${formatCount(node.loops ?? 0)} loops`}; threshold ${planThresholds.misestimate}`],
    remedy: 'Refresh the statistics; if it stays, raise the statistics target of the columns in the condition, or create extended statistics for columns that depend on each other.',
    sql: model === null ? null : `ANALYZE ${quoteName(model)};`,
  });
});

function levelOf(facts: PlanFacts, node: FlatPlanNode): FindingLevel | null {
  // A bitmap index scan counts entries, not rows; below a LIMIT the rest was never asked for.
  if (node.loops === null || node.loops === 0 || /^(Bitmap(And|Or| Index Scan)|ModifyTable|LockRows)$/.test(node.type) || stopsEarly(facts, node)) return null;
  const factor = factorOf(node);
  if (factor > planThresholds.misestimateError) return 'error';
  if (factor > planThresholds.misestimate) return 'warning';
  const noticeable = Math.max(perLoop(node), node.planRows ?? 0) >= planThresholds.noticeable;
  return factor >= planThresholds.misestimateInfo && noticeable && isJoinInput(facts, node) ? 'info' : null;
}

/** 1 = exact. No rows at all says nothing about the estimate. */
function factorOf(node: FlatPlanNode): number {
  const [actual, expected] = [perLoop(node), node.planRows ?? 0];
  return actual === 0 || expected === 0 ? 1 : Math.max(actual / expected, expected / actual);
}

function perLoop(node: FlatPlanNode): number {
  return numberField(node.node, 'Actual Rows') ?? 0;
}

function isJoinInput(facts: PlanFacts, node: FlatPlanNode): boolean {
  const parent = parentOf(facts, node);
  const above = parent?.type === 'Hash' ? parentOf(facts, parent) : parent;
  return above !== null && /Join$|^Nested Loop$/.test(above.type);
}

const cte: RuleInfo = {
  id: 'P022', name: 'cte_misestimate', level: 'warning', title: 'A CTE gave another number of rows than expected',
  rationale: 'The planner has no statistics about the result of a CTE, and what is joined with it is chosen blindly.',
};

export const cteMisestimate = measuredRule(cte, (facts, node) => {
  const rows = Math.max(perLoop(node), node.planRows ?? 0);
  if (node.type !== 'CTE Scan' || factorOf(node) < planThresholds.cteMisestimate || rows < planThresholds.cteRows || stopsEarly(facts, node)) return null;
  return planFinding(cte, facts, {
    node,
    title: `CTE ${quoteIdentifier(String(node.node['CTE Name'] ?? ''))}: ${formatCount(node.planRows ?? 0)} rows expected, ${formatCount(perLoop(node))} found`,
    evidence: [`off by a factor of ${formatCount(factorOf(node))}; threshold ${planThresholds.cteMisestimate}`],
    remedy: 'Let the planner see through it (NOT MATERIALIZED), or put its rows into a temporary table and analyse that.',
  });
});
