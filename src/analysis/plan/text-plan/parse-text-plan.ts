import type { ExplainedPlan, PlanNode, PlanNote } from '#contract';
import { NO_BUFFERS, readProperty } from './property-line.ts';
import { readNodeLine, type NodeLine } from './node-line.ts';
import type { PastedLine } from './pasted-lines.ts';
import { createPlanBuilder, type PlanBuilder } from './plan-builder.ts';
import { openQuote } from './quoted-text.ts';
import { headingOf, takeStatementLine, type Heading, type StatementFigures } from './statement-lines.ts';

export type TextPlan = Pick<ExplainedPlan, 'root' | 'settings' | 'planningMs' | 'executionMs' | 'jit' | 'triggers' | 'planningBlocks'> & { readonly notes: readonly PlanNote[] };

export type TextPlanResult = { readonly ok: true; readonly plan: TextPlan } | { readonly ok: false; readonly line: PastedLine; readonly reason: string };

/**
 * The tree of `EXPLAIN` in text format, with the field names of the JSON format. What stands before the tree and lines that are not
 * understood become notes. Not ok: no line is a node, or the indentation, which is the tree, is lost. Never throws.
 */
export function parseTextPlan(lines: readonly PastedLine[]): TextPlanResult {
  const start = rootIndex(lines);
  const root = lines[start];
  if (root === undefined) return { ok: false, line: lines[0] ?? { line: 1, text: '' }, reason: 'is no node of a plan' };
  const reader = createReader(lines.slice(0, start));
  for (const line of withWholeStrings(lines.slice(start))) {
    if (!reader.take(line)) return { ok: false, line, reason: 'stands to the left of the plan: its indentation is lost' };
  }
  return { ok: true, plan: reader.plan() };
}

/** The first line with costs or measurements; without any, the first that is called like a node. */
function rootIndex(lines: readonly PastedLine[]): number {
  const nodes = lines.map(({ text }) => readNodeLine(text));
  const measured = nodes.findIndex((node) => node?.hasFigures === true);
  return measured === -1 ? nodes.findIndex((node) => node !== null) : measured;
}

/** Strings and quoted names may hold line breaks: what belongs to one goes on one line. */
function withWholeStrings(lines: readonly PastedLine[]): PastedLine[] {
  const whole: PastedLine[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const first = lines[index];
    if (first === undefined) continue;
    const length = wholeLength(lines, index);
    whole.push({ line: first.line, text: lines.slice(index, index + length).map(({ text }) => text).join('\n') });
    index += length - 1;
  }
  return whole;
}

/** Lines that one string may go over; an apostrophe that nothing closes ends nothing. */
const LONGEST_STRING = 200;

function wholeLength(lines: readonly PastedLine[], start: number): number {
  let quote: string | null = null;
  for (let length = 1; length <= LONGEST_STRING; length += 1) {
    const line = lines[start + length - 1];
    if (line === undefined) return 1;
    quote = openQuote(line.text, quote);
    if (quote === null) return length;
  }
  return 1;
}

interface Reader {
  /** False when the line cannot be placed. */
  take(line: PastedLine): boolean;
  plan(): TextPlan;
}

function createReader(preamble: readonly PastedLine[]): Reader {
  const tree = createPlanBuilder();
  const notes: PlanNote[] = [...preamble];
  const figures: StatementFigures = { triggers: [], settings: {} };
  let heading: Heading = null;
  let left = 0;
  let subplan: { name: string; column: number } | null = null;
  let workerColumn: number | null = null;

  function takeNode(node: NodeLine): boolean {
    const added = tree.add({ fields: node.fields, column: node.column === -1 ? -1 : node.column - left, subplan });
    subplan = null;
    workerColumn = null;
    return added;
  }

  return {
    take(line) {
      const column = /^\s*/.exec(line.text)?.[0].length ?? 0;
      if (tree.isEmpty) {
        left = column;
        const root = readNodeLine(line.text);
        return root !== null && takeNode({ ...root, column: -1 });
      }
      const node = /^\s*->/.test(line.text) ? readNodeLine(line.text) : null;
      if (node !== null) return node.column > left && takeNode(node);
      const name = /^(?:(?:InitPlan|SubPlan) \S+.*|CTE .+)$/s.exec(line.text.trim())?.[0];
      if (name !== undefined && column > left) {
        subplan = { name: plainCteName(name), column: column - left };
        return true;
      }
      if (column <= left) heading = headingOf(line.text);
      if ((column <= left || heading !== null) && takeStatementLine(line.text, heading, figures)) return true;
      workerColumn = takeProperty(tree, line.text, column, workerColumn);
      if (workerColumn === NOT_READ) {
        workerColumn = null;
        notes.push(line);
      }
      return true;
    },
    plan() {
      const root = tree.build();
      const buffered = root !== null && (figures.planningBlocks !== undefined || holdsBuffers(root));
      const whole = root === null ? { 'Node Type': '' } : completed(root, buffered, root['Actual Total Time'] !== undefined);
      const { triggers, ...rest } = figures;
      return { root: whole, ...rest, ...(figures.executionMs === undefined && triggers.length === 0 ? {} : { triggers }), notes };
    },
  };
}

/** `CTE "My list"` is `CTE My list` in JSON. */
function plainCteName(name: string): string {
  const quoted = /^CTE "(.*)"$/s.exec(name)?.[1];
  return quoted === undefined ? name : `CTE ${quoted.replaceAll('""', '"')}`;
}

const NOT_READ = -1;

/** Adds a line to the node or worker it stands below; the column of the worker the next lines may belong to, or `NOT_READ`. */
function takeProperty(tree: PlanBuilder, text: string, column: number, workerColumn: number | null): number | null {
  const [, number, rest] = /^\s*Worker (\d+): +(.*)$/s.exec(text) ?? [];
  if (number !== undefined && rest !== undefined) {
    tree.addWorker({ 'Worker Number': Number(number), ...workerFigures(rest) });
    return column;
  }
  const target = /^\s*(?:Foreign )?(?:Insert|Update|Delete|Merge) on (.+)$/s.exec(text)?.[1];
  const fields = target === undefined ? readProperty(text) : { 'Target Tables': [target] };
  if (fields === null) return NOT_READ;
  if (workerColumn !== null && column > workerColumn) {
    tree.extendWorker(fields);
    return workerColumn;
  }
  tree.extend(fields);
  return null;
}

function workerFigures(text: string): Record<string, unknown> {
  const [, startup, total, rows, loops] = /^actual (?:time=([\d.]+)\.\.([\d.]+) )?rows=([\d.]+) loops=([\d.]+)$/.exec(text) ?? [];
  if (rows === undefined) return readProperty(text) ?? {};
  const times = startup === undefined ? {} : { 'Actual Startup Time': Number(startup), 'Actual Total Time': Number(total) };
  return { ...times, 'Actual Rows': Number(rows), 'Actual Loops': Number(loops) };
}

function holdsBuffers(node: PlanNode): boolean {
  return node['Shared Hit Blocks'] !== undefined || (node.Plans ?? []).some(holdsBuffers);
}

/** Text leaves out what is nothing: counters of a node that touched no block, times of one that never ran. */
function completed(node: PlanNode, buffered: boolean, timed: boolean): PlanNode {
  const never = timed && node['Actual Loops'] === 0 ? { 'Actual Startup Time': 0, 'Actual Total Time': 0 } : {};
  const children = node.Plans === undefined ? {} : { Plans: node.Plans.map((child) => completed(child, buffered, timed)) };
  return { ...never, ...(buffered ? NO_BUFFERS : {}), ...node, ...children };
}
