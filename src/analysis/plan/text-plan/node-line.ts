import { readTitle, type NodeFields } from './node-title.ts';

export interface NodeLine {
  /** Column of the arrow; -1 for the root, which has none. */
  readonly column: number;
  readonly fields: NodeFields;
  /** Whether it gives costs or what was measured: a bare title could be any line. */
  readonly hasFigures: boolean;
}

const NUMBER = String.raw`[\d.]+(?:e[+-]?\d+)?`;
const COSTS = new RegExp(String.raw`\(cost=(${NUMBER})\.\.(${NUMBER}) rows=(${NUMBER}) width=(\d+)\)`);
const ACTUAL = new RegExp(String.raw`\(actual (?:time=(${NUMBER})\.\.(${NUMBER}) )?rows=(${NUMBER}) loops=(${NUMBER})\)$`);

/** Reads `->  Seq Scan on t  (cost=… rows=… width=…) (actual time=… rows=… loops=…)`; null for any other line. */
export function readNodeLine(text: string): NodeLine | null {
  const [, indent = '', arrow, rest = ''] = /^(\s*)(->\s+)?(.*)$/s.exec(text) ?? [];
  const end = rest.search(/\((?:cost=[\d.]+\.\.|actual (?:time|rows)=|never executed\)$)/);
  const title = (end === -1 ? rest : rest.slice(0, end)).trimEnd();
  const figures = end === -1 ? {} : readFigures(rest.slice(end));
  const hasFigures = Object.keys(figures).length > 0;
  // A node of an extension or a newer PostgreSQL: the words before its object are its type.
  const unknown = arrow !== undefined || hasFigures ? { 'Node Type': /^.*?(?= (?:on|using) |$)/s.exec(title)?.[0] ?? title } : null;
  const fields = readTitle(title) ?? unknown;
  return fields === null || title === '' ? null : { column: arrow === undefined ? -1 : indent.length, fields: { ...fields, ...figures }, hasFigures };
}

function readFigures(text: string): NodeFields {
  const [costs, startup, total, rows, width] = COSTS.exec(text) ?? [];
  const estimate = costs === undefined ? {} : { 'Startup Cost': Number(startup), 'Total Cost': Number(total), 'Plan Rows': Number(rows), 'Plan Width': Number(width) };
  return { ...estimate, ...readActual(text) };
}

function readActual(text: string): NodeFields {
  if (text.endsWith('(never executed)')) return { 'Actual Rows': 0, 'Actual Loops': 0 };
  const [actual, startup, total, rows, loops] = ACTUAL.exec(text) ?? [];
  if (actual === undefined) return {};
  const times = startup === undefined ? {} : { 'Actual Startup Time': Number(startup), 'Actual Total Time': Number(total) };
  return { ...times, 'Actual Rows': Number(rows), 'Actual Loops': Number(loops) };
}
