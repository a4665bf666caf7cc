import type { ExplainedPlan, Model, PlanNode, SqlParser } from '#contract';
import { childNodes, isInitPlan, numberField, textField } from './node-fields.ts';
import { planNodes } from './plan-nodes.ts';
import type { FlatPlanNode } from './plan-types.ts';

/** The plan with what the rules look up in it. */
export interface PlanFacts {
  readonly plan: ExplainedPlan;
  /** Null where none is at hand, as in a browser: rules that read SQL are skipped. */
  readonly parser: SqlParser | null;
  readonly nodes: readonly FlatPlanNode[];
  readonly byPath: ReadonlyMap<string, FlatPlanNode>;
  /** Model id → model; a bare name where only one model has it, because EXPLAIN without VERBOSE names no schema. */
  readonly models: ReadonlyMap<string, Model>;
  /** Path → part of the node that runs when something above stops early: 0 to 1. */
  readonly executedShare: ReadonlyMap<string, number>;
}

export function planFacts(plan: ExplainedPlan, models: readonly Model[], parser: SqlParser | null): PlanFacts {
  const nodes = planNodes(plan);
  return {
    plan,
    parser,
    nodes,
    byPath: new Map(nodes.map((node) => [node.path, node])),
    models: new Map([...unique(models), ...models.map((model) => [model.id, model] as const)]),
    executedShare: new Map(shares(plan.root, '0', 1)),
  };
}

function unique(models: readonly Model[]): (readonly [string, Model])[] {
  const counts = new Map<string, number>();
  for (const { name } of models) counts.set(name, (counts.get(name) ?? 0) + 1);
  return models.filter(({ name }) => counts.get(name) === 1).map((model) => [model.name, model]);
}

export function parentOf(facts: PlanFacts, node: FlatPlanNode): FlatPlanNode | null {
  return facts.byPath.get(node.path.slice(0, Math.max(0, node.path.lastIndexOf('.')))) ?? null;
}

export function childrenOf(facts: PlanFacts, node: FlatPlanNode): FlatPlanNode[] {
  return childNodes(node.node).flatMap((_, index) => facts.byPath.get(`${node.path}.${index}`) ?? []);
}

/** Part of the whole time that is the node's own; null when it was not executed or took no time. */
export function ownTimeShare(facts: PlanFacts, node: FlatPlanNode): number | null {
  const whole = facts.nodes[0]?.actualMs ?? null;
  return node.ownMs === null || whole === null || whole === 0 ? null : Math.min(1, node.ownMs / whole);
}

/** True when something above stops asking before the node has given all its rows: LIMIT, or the inner side of a semi or anti join. */
export function stopsEarly(facts: PlanFacts, node: FlatPlanNode): boolean {
  let below = node;
  for (let above = parentOf(facts, node); above !== null; above = parentOf(facts, above)) {
    if (above.type === 'Limit') return true;
    const isInner = textField(below.node, 'Parent Relationship') === 'Inner';
    if (isInner && ['Semi', 'Anti'].includes(textField(above.node, 'Join Type') ?? '')) return true;
    if (textField(below.node, 'Parent Relationship') === 'SubPlan') return true;
    if (isBlocking(above.node)) return false;
    below = above;
  }
  return false;
}

/** Nodes that read all their input before they give the first row, whatever stops above them. */
const BLOCKING: ReadonlySet<string> = new Set(['Sort', 'Hash', 'Aggregate', 'SetOp', 'Bitmap Heap Scan', 'BitmapAnd', 'BitmapOr', 'ModifyTable']);

function shares(node: PlanNode, path: string, share: number): [string, number][] {
  const children = childNodes(node).flatMap((child, index) => shares(child, `${path}.${index}`, childShare(node, child, share)));
  return [[path, share], ...children];
}

function childShare(node: PlanNode, child: PlanNode, share: number): number {
  if (share === 0) return 0;
  if (isInitPlan(child)) return 1;
  if (textField(node, 'Node Type') === 'Limit') return share * limitedShare(node, child);
  return isBlocking(node) ? 1 : share;
}

function isBlocking(node: PlanNode): boolean {
  const type = textField(node, 'Node Type') ?? '';
  return BLOCKING.has(type) && !(type === 'Aggregate' && textField(node, 'Strategy') === 'Sorted');
}

/** How much of its child a LIMIT runs, by the costs the planner gave both. */
function limitedShare(limit: PlanNode, child: PlanNode): number {
  const [start, end] = [numberField(child, 'Startup Cost') ?? 0, numberField(child, 'Total Cost') ?? 0];
  if (end <= start) return 1;
  const used = (numberField(limit, 'Total Cost') ?? 0) - initPlanCost(limit) - start;
  return Math.min(1, Math.max(0, used / (end - start)));
}

/** Cost of the InitPlans of a node, which is part of its own numbers. */
export function initPlanCost(node: PlanNode): number {
  return childNodes(node).filter(isInitPlan).reduce((sum, child) => sum + (numberField(child, 'Total Cost') ?? 0), 0);
}
