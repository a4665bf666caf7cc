import type { ExplainedPlan, PlanNode } from '#contract';
import { sortedUnique } from '../format/order.ts';
import { childNodes, isInitPlan, numberField, relationOf, textField } from './node-fields.ts';
import type { FlatPlanNode } from './plan-types.ts';

/** All nodes in the order EXPLAIN prints them, parents first. */
export function planNodes(plan: ExplainedPlan): FlatPlanNode[] {
  return flatten(plan.root, '0', 0);
}

/** Tables the plan reads or changes, as `schema.name`, sorted. */
export function planTables(plan: ExplainedPlan): string[] {
  return sortedUnique(planNodes(plan).flatMap(({ relation }) => relation ?? []));
}

function flatten(node: PlanNode, path: string, depth: number): FlatPlanNode[] {
  const children = childNodes(node).flatMap((child, index) => flatten(child, `${path}.${index}`, depth + 1));
  return [flat(node, path, depth), ...children];
}

function flat(node: PlanNode, path: string, depth: number): FlatPlanNode {
  const loops = numberField(node, 'Actual Loops');
  return {
    path,
    depth,
    type: textField(node, 'Node Type') ?? 'Unknown node',
    relation: relationOf(node),
    alias: textField(node, 'Alias'),
    index: textField(node, 'Index Name'),
    startupCost: numberField(node, 'Startup Cost'),
    totalCost: numberField(node, 'Total Cost'),
    planRows: numberField(node, 'Plan Rows'),
    width: numberField(node, 'Plan Width'),
    loops,
    actualRows: total(numberField(node, 'Actual Rows'), loops),
    actualMs: totalMs(node),
    ownCost: ownCost(node),
    ownMs: ownMs(node),
    node,
  };
}

function total(perLoop: number | null, loops: number | null): number | null {
  return perLoop === null || loops === null ? null : Math.round(perLoop * loops);
}

function totalMs(node: PlanNode): number | null {
  const time = numberField(node, 'Actual Total Time');
  const loops = numberField(node, 'Actual Loops');
  return time === null || loops === null ? null : time * loops;
}

/** What the node adds to its children. Below zero (LIMIT stops its child early) counts as zero. */
function ownCost(node: PlanNode): number | null {
  const own = numberField(node, 'Total Cost');
  if (own === null) return null;
  const children = childNodes(node).map((child) => numberField(child, 'Total Cost') ?? 0);
  return Math.max(0, children.reduce((rest, cost) => rest - cost, own));
}

function ownMs(node: PlanNode): number | null {
  const own = totalMs(node);
  if (own === null) return null;
  // The time of an InitPlan is inside the node that uses it; a CTE's is inside its first scan, which is not this node.
  const children = childNodes(node).filter((child) => !(isInitPlan(child) && isCte(child)));
  return Math.max(0, children.reduce((rest, child) => rest - (totalMs(child) ?? 0), own));
}

function isCte(node: PlanNode): boolean {
  return (textField(node, 'Subplan Name') ?? '').startsWith('CTE ');
}
