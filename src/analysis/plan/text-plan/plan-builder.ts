import type { PlanNode } from '#contract';
import type { NodeFields } from './node-title.ts';

interface OpenNode {
  readonly fields: NodeFields;
  readonly children: OpenNode[];
  /** Column that decides what stands below it: of its arrow, or of the `SubPlan` line above that. */
  readonly column: number;
}

/** Puts the nodes of a text plan below each other by their columns. */
export interface PlanBuilder {
  /** `subplan`: the line above it, such as `SubPlan 1`, with its column. False when the column fits nowhere. */
  add(node: { readonly fields: NodeFields; readonly column: number; readonly subplan: { readonly name: string; readonly column: number } | null }): boolean;
  /** Adds to the node whose lines are being read. */
  extend(fields: NodeFields): void;
  addWorker(fields: NodeFields): void;
  extendWorker(fields: NodeFields): void;
  readonly isEmpty: boolean;
  build(): PlanNode | null;
}

export function createPlanBuilder(): PlanBuilder {
  const open: OpenNode[] = [];
  const all: OpenNode[] = [];
  const workersOf = (node: OpenNode | undefined): NodeFields[] => (node === undefined ? [] : ((node.fields['Workers'] ??= []) as NodeFields[])); // only we write it
  return {
    get isEmpty() {
      return all.length === 0;
    },
    add({ fields, column, subplan }) {
      const place = subplan?.column ?? column;
      while (open.length > 0 && (open.at(-1)?.column ?? -1) >= place) open.pop();
      const parent = open.at(-1);
      if (parent === undefined && all.length > 0) return false;
      const node: OpenNode = { fields: { ...fields, ...(subplan === null ? {} : { 'Subplan Name': subplan.name }) }, children: [], column: place };
      parent?.children.push(node);
      open.push(node);
      all.push(node);
      return true;
    },
    extend(fields) {
      const node = all.at(-1);
      if (node !== undefined) Object.assign(node.fields, merged(node.fields, fields));
    },
    addWorker(fields) {
      workersOf(all.at(-1)).push(fields);
    },
    extendWorker(fields) {
      Object.assign(workersOf(all.at(-1)).at(-1) ?? {}, fields);
    },
    build() {
      const [root] = all;
      return root === undefined ? null : toPlanNode(root, null, 0);
    },
  };
}

/** Grouping sets write `Group Key` once a set: all of them are kept. */
function merged(known: NodeFields, added: NodeFields): NodeFields {
  const both = ['Group Key', 'Sort Key', 'Target Tables'].filter((name) => Array.isArray(known[name]) && Array.isArray(added[name]));
  return { ...added, ...Object.fromEntries(both.map((name) => [name, [known[name], added[name]].flat()])) };
}

function toPlanNode(node: OpenNode, parent: OpenNode | null, position: number): PlanNode {
  const plain = node.children.filter((child) => child.fields['Subplan Name'] === undefined);
  const children = node.children.map((child) => toPlanNode(child, node, plain.indexOf(child)));
  return {
    ...node.fields,
    'Node Type': String(node.fields['Node Type']),
    ...(parent === null ? {} : { 'Parent Relationship': relationship(node, parent, position) }),
    ...(children.length === 0 ? {} : { Plans: children }),
  };
}

const MEMBERS: ReadonlySet<unknown> = new Set(['Append', 'Merge Append', 'BitmapAnd', 'BitmapOr']);

function relationship(node: OpenNode, parent: OpenNode, position: number): string {
  const name = node.fields['Subplan Name'];
  if (typeof name === 'string') return name.startsWith('SubPlan') ? 'SubPlan' : 'InitPlan';
  if (MEMBERS.has(parent.fields['Node Type'])) return 'Member';
  if (parent.fields['Node Type'] === 'Subquery Scan') return 'Subquery';
  return position === 0 ? 'Outer' : 'Inner';
}
