import { listField, textField } from './node-fields.ts';
import type { FlatPlanNode } from './plan-types.ts';

type Timed = Omit<FlatPlanNode, 'ownMs'>;

/**
 * Path → milliseconds a node adds to those below it; null without times. `nodes` parents first. What runs once on demand (InitPlan, CTE) is
 * listed below one node but its time passes inside the node that first asks for it, so it is taken from there. Below zero counts as zero:
 * PostgreSQL rounds each time, and workers do not stop together.
 */
export function ownTimes(nodes: readonly Timed[]): ReadonlyMap<string, number | null> {
  const own = new Map(nodes.map((node) => [node.path, node.actualMs]));
  for (const child of nodes) {
    const above = own.get(parentPath(child)) ?? null;
    if (above !== null && !isOnDemand(child)) own.set(parentPath(child), above - (child.actualMs ?? 0));
  }
  for (const node of nodes) {
    if (isOnDemand(node)) charge(own, node.actualMs ?? 0, consumersOf(nodes, node));
  }
  return new Map([...own].map(([path, ms]) => [path, ms === null ? null : Math.max(0, ms)]));
}

function isOnDemand(node: Timed): boolean {
  return textField(node.node, 'Parent Relationship') === 'InitPlan';
}

/** From the first that is long enough to hold it whole; else bit by bit, as several scans pull one CTE. */
function charge(own: Map<string, number | null>, ms: number, consumers: readonly Timed[]): void {
  const whole = consumers.find(({ path }) => (own.get(path) ?? 0) >= ms);
  let rest = ms;
  for (const { path } of whole === undefined ? consumers : [whole]) {
    const available = Math.max(0, own.get(path) ?? 0);
    const taken = Math.min(rest, available);
    if (own.get(path) !== null) own.set(path, available - taken);
    rest -= taken;
  }
}

/** Who may have run it, likeliest first: a Gather does so before its workers start, else the deepest that names it; last the node it is listed below. */
function consumersOf(nodes: readonly Timed[], onDemand: Timed): Timed[] {
  const owner = parentPath(onDemand);
  const named = names(onDemand);
  const inside = nodes.filter(({ path }) => (path === owner || path.startsWith(`${owner}.`)) && path !== onDemand.path && !path.startsWith(`${onDemand.path}.`));
  const naming = inside.filter((node) => node.path !== owner && named(node)).toSorted((left, right) => rank(right) - rank(left));
  return [...naming, ...inside.filter(({ path }) => path === owner)];
}

function rank(node: Timed): number {
  return node.node['Params Evaluated'] === undefined ? node.depth : Number.POSITIVE_INFINITY;
}

/** Whether a node reads the result: a scan of the CTE, or an expression with `$0` (`(InitPlan 1).col1` from 17 on). */
function names(onDemand: Timed): (node: Timed) => boolean {
  const name = textField(onDemand.node, 'Subplan Name') ?? '';
  if (name.startsWith('CTE ')) return ({ type, node }) => type === 'CTE Scan' && textField(node, 'CTE Name') === name.slice(4);
  const parameters = /\(returns ([$\d,]+)\)$/.exec(name)?.[1]?.split(',') ?? [];
  const marks = parameters.length > 0 ? parameters.map((parameter) => new RegExp(`\\${parameter}(?!\\d)`)) : [/^InitPlan \w+$/.test(name) ? new RegExp(`${name}\\)`) : /$./];
  return ({ node }) => Object.keys(node).some((field) => field !== 'Subplan Name' && listField(node, field).some((text) => marks.some((mark) => mark.test(text))));
}

function parentPath({ path }: Timed): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}
