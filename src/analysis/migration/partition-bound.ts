import { quoteIdentifier } from '../format/identifier.ts';
import { flagAt, nodesAt, textAt, type SqlNode, type Tree } from '../sql/tree.ts';
import type { FileState } from './file-state.ts';
import { relationKey, type TableReference } from './table-reference.ts';

/** The one column a table is partitioned by, from `RANGE (at)`; null for several columns and for expressions. */
export function partitionColumn(table: TableReference | null): string | null {
  const match = /^(?:RANGE|LIST) \((?:"((?:[^"]|"")+)"|([a-z_][a-z0-9_]*))\)$/.exec(table?.model?.partitionKey ?? '');
  return match === null ? null : (match[1]?.replaceAll('""', '"') ?? match[2] ?? null);
}

/** What a bound says about the column, as a condition a CHECK can hold; null where it is more than a range or list of constants. */
export function boundCondition(bound: Tree, column: string, toText: (node: SqlNode | null) => string | null): string | null {
  const name = quoteIdentifier(column);
  if (flagAt(bound, 'is_default')) return null;
  if (textAt(bound, 'strategy') === 'l') return listCondition(name, nodesAt(bound, 'listdatums').map(toText));
  const [lower, upper] = [nodesAt(bound, 'lowerdatums').map(toText), nodesAt(bound, 'upperdatums').map(toText)];
  const [from, to] = [lower[0] ?? null, upper[0] ?? null];
  return lower.length === 1 && upper.length === 1 && from !== null && to !== null ? `${name} IS NOT NULL AND ${name} >= ${from} AND ${name} < ${to}` : null;
}

function listCondition(name: string, values: readonly (string | null)[]): string | null {
  return values.length === 0 || values.includes(null) ? null : `${name} IS NOT NULL AND ${name} IN (${values.join(', ')})`;
}

/** A valid check on the partition column: whether it proves the bound is for PostgreSQL to say. */
export function hasCheckOn(state: FileState, table: TableReference, column: string | null): boolean {
  if (column === null) return false;
  const prefix = `${relationKey(state, table.schema, table.name)}\n`;
  const added = [...state.constraints].some(([key, { kind, columns, validated }]) => key.startsWith(prefix) && kind === 'CONSTR_CHECK' && validated && columns.includes(column));
  return added || table.model?.checks.some(({ columns, validated }) => validated && columns.includes(column)) === true;
}
