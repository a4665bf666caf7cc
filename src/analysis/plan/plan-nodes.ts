import type { ExplainedPlan, PlanNode } from '#contract';
import { sortedUnique } from '../format/order.ts';
import { childNodes, numberField, relationOf, textField, wordsField } from './node-fields.ts';
import { ownTimes } from './own-time.ts';
import type { FlatPlanNode } from './plan-types.ts';

/** All nodes in the order EXPLAIN prints them, parents first. */
export function planNodes(plan: ExplainedPlan): FlatPlanNode[] {
  const nodes = flatten(plan.root, { path: '0', depth: 0, processes: 1 });
  const own = ownTimes(nodes);
  return nodes.map((node) => ({ ...node, ownMs: own.get(node.path) ?? null }));
}

/** Tables the plan reads or changes, as `schema.name`, sorted. */
export function planTables(plan: ExplainedPlan): string[] {
  return sortedUnique(planNodes(plan).flatMap(({ relation }) => relation ?? []));
}

interface Place {
  readonly path: string;
  readonly depth: number;
  /** Processes that share the work below a Gather: their loops run side by side, not one after the other. */
  readonly processes: number;
}

function flatten(node: PlanNode, place: Place): Omit<FlatPlanNode, 'ownMs'>[] {
  const processes = processesBelow(node, place.processes);
  const children = childNodes(node).flatMap((child, index) => flatten(child, { path: `${place.path}.${index}`, depth: place.depth + 1, processes }));
  return [flat(node, place), ...children];
}

function processesBelow(node: PlanNode, above: number): number {
  const type = textField(node, 'Node Type') ?? '';
  return type.startsWith('Gather') ? (numberField(node, 'Workers Launched') ?? 0) + 1 : above;
}

function flat(node: PlanNode, { path, depth, processes }: Place): Omit<FlatPlanNode, 'ownMs'> {
  const loops = numberField(node, 'Actual Loops');
  return {
    path,
    depth,
    type: wordsField(node, 'Node Type') ?? 'Unknown node',
    relation: relationOf(node),
    alias: textField(node, 'Alias'),
    index: textField(node, 'Index Name'),
    startupCost: numberField(node, 'Startup Cost'),
    totalCost: numberField(node, 'Total Cost'),
    planRows: numberField(node, 'Plan Rows'),
    width: numberField(node, 'Plan Width'),
    loops,
    actualRows: total(numberField(node, 'Actual Rows'), loops),
    actualMs: wallMs(node, processes),
    ownCost: ownCost(node),
    node,
  };
}

function total(perLoop: number | null, loops: number | null): number | null {
  return perLoop === null || loops === null ? null : Math.round(perLoop * loops);
}

/** Time over all loops as the clock on the wall sees it; fewer loops than processes: some of them, such as a busy leader, had no part in it. */
function wallMs(node: PlanNode, processes: number): number | null {
  const time = numberField(node, 'Actual Total Time');
  const loops = numberField(node, 'Actual Loops');
  return time === null || loops === null ? null : (time * loops) / Math.max(1, Math.min(loops, processes));
}

/** What the node adds to its children. Below zero (LIMIT stops its child early) counts as zero. */
function ownCost(node: PlanNode): number | null {
  const own = numberField(node, 'Total Cost');
  if (own === null) return null;
  const children = childNodes(node).map((child) => numberField(child, 'Total Cost') ?? 0);
  return Math.max(0, children.reduce((rest, cost) => rest - cost, own));
}
