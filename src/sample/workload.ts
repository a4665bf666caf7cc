import { readFileSync } from 'node:fs';
import { sampleFiles } from './sample-files.ts';

/** One statement of the application, and how often it runs for each load of the sample. */
export interface WorkloadQuery {
  readonly name: string;
  readonly calls: number;
  /** Changes rows: to be run in a transaction that is rolled back. */
  readonly writes: boolean;
  readonly sql: string;
  readonly parameters: readonly WorkloadParameter[];
}

/** `int` draws from a range, `pick` from a list; both depend on the number of the call and on nothing else. */
export type WorkloadParameter =
  | { readonly kind: 'int'; readonly min: number; readonly max: number }
  | { readonly kind: 'pick'; readonly values: readonly string[] };

/** Reads queries.sql. Throws with the name of the statement when its head is not understood. */
export function readWorkload(): WorkloadQuery[] {
  const text = readFileSync(sampleFiles().queries, 'utf8');
  return text.split(/^(?=-- name: )/m).slice(1).map(parseQuery);
}

/** The values of `$1`, `$2`, … for one call, counted from 0. */
export function workloadValues(query: WorkloadQuery, call: number): (number | string)[] {
  return query.parameters.map((parameter, position) => {
    const draw = drawFraction(call * 16 + position);
    if (parameter.kind === 'int') return parameter.min + Math.floor(draw * (parameter.max - parameter.min + 1));
    return parameter.values[Math.floor(draw * parameter.values.length)] ?? '';
  });
}

function parseQuery(block: string): WorkloadQuery {
  const head = new Map<string, string>();
  const lines = block.trimEnd().split('\n');
  const start = lines.findIndex((line) => !line.startsWith('-- '));
  for (const line of lines.slice(0, start)) {
    const [key = '', value = ''] = line.slice(3).split(/: (.*)/);
    head.set(key, value);
  }
  const name = head.get('name') ?? '';
  const calls = Number(head.get('calls'));
  if (start < 1 || !Number.isInteger(calls) || calls < 1) throw new Error(`queries.sql: "${name}" needs "-- calls: <number>" and a statement`);
  const parameters = (head.get('parameters') ?? '').split('; ').filter((text) => text !== '');
  return {
    name,
    calls,
    writes: head.get('writes') === 'yes',
    sql: lines.slice(start).join('\n').replace(/;$/, ''),
    parameters: parameters.map((text) => parseParameter(text, name)),
  };
}

function parseParameter(text: string, name: string): WorkloadParameter {
  const [kind, ...rest] = text.split(' ');
  if (kind === 'int') {
    const [min = Number.NaN, max = Number.NaN] = rest.map(Number);
    if (max >= min) return { kind, min, max };
  }
  if (kind === 'pick' && rest.length > 0) return { kind, values: rest.join(' ').split('|') };
  throw new Error(`queries.sql: "${name}" has a parameter that is not understood: ${text}`);
}

/** Spread evenly over [0, 1): the multiplier is 2^32 divided by the golden ratio. */
function drawFraction(index: number): number {
  return (Math.imul(index + 1, 2_654_435_769) >>> 0) / 4_294_967_296;
}
