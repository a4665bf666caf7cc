import { nodeAt, nodesAt, stringsAt, textAt, walk, type SqlNode } from '../sql/tree.ts';
import { columnsIn, isAggregate, isStar, noteFunctions, plainColumn } from './expressions.ts';
import type { Origin, OutputColumns, Reading, Scope, Source } from './reading.ts';
import { findSource } from './resolve-column.ts';

/** Reads a target or RETURNING list: notes what is read, and answers the columns it puts out. */
export function readOutputList(reading: Reading, scope: Scope, targets: readonly SqlNode[]): OutputColumns {
  let output: Map<string, Origin | null> | null = new Map();
  targets.forEach((target, position) => {
    const value = nodeAt(target.body, 'val');
    if (value === null) return;
    if (isStar(value)) {
      const columns = readStar(scope, value);
      output = columns === null || output === null ? null : new Map([...output, ...columns]);
      return;
    }
    const origin = readTarget(reading, scope, value);
    output?.set(outputName(target, value, position), origin);
  });
  return output;
}

function readTarget(reading: Reading, scope: Scope, value: SqlNode): Origin | null {
  const plain = plainColumn(reading, scope, value)?.origin;
  if (plain !== undefined) {
    plain.use.read.add(plain.column);
    return plain;
  }
  if (value.kind === 'ColumnRef') return null;
  const computed = withoutAggregates(reading, scope, value);
  for (const { use, column } of columnsIn(reading, scope, computed)) use.read.add(column);
  return null;
}

/** Notes the aggregates of an expression, nested queries apart, and answers the parts around them. */
export function withoutAggregates(reading: Reading, scope: Scope, expression: SqlNode): unknown[] {
  const rest: unknown[] = [];
  walk(wrap(expression), (node) => {
    if (isAggregate(node)) {
      noteAggregate(reading, scope, node);
      return false;
    }
    if (node.kind !== 'SubLink' && node.kind !== 'ColumnRef') return true;
    rest.push(wrap(node));
    return false;
  });
  return rest;
}

/** Notes which columns an aggregate reads; `count(*)` counts for every table in sight. */
function noteAggregate(reading: Reading, scope: Scope, call: SqlNode): void {
  const name = stringsAt(call.body, 'funcname').at(-1) ?? 'aggregate';
  const parts = ['args', 'agg_order', 'agg_filter'].map((key) => call.body[key]);
  const columns = columnsIn(reading, scope, parts);
  for (const { use, column } of columns) use.aggregates.push({ column, function: name, clause: 'select' });
  if (columns.length > 0) return;
  for (const { use } of scope.sources) use?.aggregates.push({ column: null, function: name, clause: 'select' });
}

/** `*` or `t.*`: all columns of the tables in sight; null when one of them is not known. */
function readStar(scope: Scope, star: SqlNode): OutputColumns {
  const path = stringsAt(star.body, 'fields');
  const named = path.length === 0 ? null : findSource(scope, [...path, '*']);
  const sources: readonly Source[] = named === null ? scope.sources : [named];
  for (const { use, columns } of sources) {
    if (use !== null) use.readsAll = true;
    for (const origin of columns?.values() ?? []) origin?.use.read.add(origin.column);
  }
  if (sources.some(({ columns }) => columns === null)) return null;
  return new Map(sources.flatMap(({ columns }) => [...(columns ?? [])]));
}

function outputName(target: SqlNode, value: SqlNode, position: number): string {
  const written = textAt(target.body, 'name');
  if (written !== null) return written;
  if (value.kind === 'ColumnRef') return stringsAt(value.body, 'fields').at(-1) ?? `column ${position + 1}`;
  if (value.kind === 'FuncCall') return stringsAt(value.body, 'funcname').at(-1) ?? `column ${position + 1}`;
  return `column ${position + 1}`;
}

/** Reads GROUP BY: plain columns, and functions around columns. */
export function readGrouping(reading: Reading, scope: Scope, select: { readonly items: readonly SqlNode[]; readonly targets: readonly SqlNode[] }): void {
  for (const item of select.items) {
    if (item.kind === 'GroupingSet') {
      readGrouping(reading, scope, { ...select, items: nodesAt(item.body, 'content') });
      continue;
    }
    // In GROUP BY, unlike ORDER BY, a column of a table comes before an output of that name.
    const node = isInputColumn(scope, item) ? item : (targetOf(select.targets, item) ?? item);
    const origin = plainColumn(reading, scope, node)?.origin;
    if (origin !== undefined) origin.use.group.add(origin.column);
    else if (node.kind !== 'ColumnRef') noteFunctions(reading, scope, { node, clause: 'group by' });
  }
}

function isInputColumn(scope: Scope, item: SqlNode): boolean {
  const [name] = item.kind === 'ColumnRef' ? stringsAt(item.body, 'fields') : [];
  return name !== undefined && scope.sources.some(({ columns }) => columns?.has(name) === true);
}

/** The target a sort or group item means by number or by output name. */
export function targetOf(targets: readonly SqlNode[], item: SqlNode): SqlNode | null {
  const place = item.kind === 'A_Const' ? ordinal(item) : null;
  if (place !== null) return nodeAt(targets[place - 1]?.body ?? {}, 'val');
  const path = item.kind === 'ColumnRef' ? stringsAt(item.body, 'fields') : [];
  if (path.length !== 1) return null;
  const named = targets.find((target) => textAt(target.body, 'name') === path[0]);
  return named === undefined ? null : nodeAt(named.body, 'val');
}

function ordinal(item: SqlNode): number | null {
  const value = item.body['ival'];
  if (typeof value !== 'object' || value === null || !('ival' in value)) return null;
  return typeof value.ival === 'number' ? value.ival : null;
}

function wrap(node: SqlNode): Record<string, unknown> {
  return { [node.kind]: node.body };
}
