import { quoteIdentifier } from '../../format/identifier.ts';
import { nodeAt, nodesAt, stringsAt, textAt, type SqlNode } from '../../sql/tree.ts';
import { partKey, type FileState } from '../file-state.ts';
import { relationKey, type TableReference } from '../table-reference.ts';

/** Why no row can be null: one sentence, or null when nothing proves it. */
export function provesNotNull(state: FileState, table: TableReference, column: string): string | null {
  const known = table.model?.columns.find(({ name }) => name === column);
  if (known?.nullable === false && state.phase !== 'applied') return 'the column is NOT NULL already';
  const check = table.model?.checks.find(({ validated, definition }) => validated && isCheckOf(definition, column));
  if (check !== undefined) return `the valid check ${quoteIdentifier(check.name)} proves it: no row is read`;
  if (state.notNull.has(partKey(relationKey(state, table.schema, table.name), column))) return 'this file has made the column NOT NULL';
  const prefix = `${relationKey(state, table.schema, table.name)}\n`;
  const added = [...state.constraints].find(([key, { notNullColumn, validated }]) => key.startsWith(prefix) && validated && notNullColumn === column);
  return added === undefined ? null : 'a check this file validated before proves it: no row is read';
}

/** The column a `CHECK (column IS NOT NULL)` is about; AND-ed with other conditions it proves as much. */
export function notNullColumns(expression: SqlNode | null): string[] {
  if (expression?.kind === 'BoolExpr' && textAt(expression.body, 'boolop') === 'AND_EXPR') return nodesAt(expression.body, 'args').flatMap(notNullColumns);
  if (expression?.kind !== 'NullTest' || textAt(expression.body, 'nulltesttype') !== 'IS_NOT_NULL') return [];
  const argument = nodeAt(expression.body, 'arg');
  return argument?.kind === 'ColumnRef' ? stringsAt(argument.body, 'fields').slice(-1) : [];
}

/** `CHECK ((column IS NOT NULL))` as the catalog prints it, alone or AND-ed with plain conditions. */
function isCheckOf(definition: string, column: string): boolean {
  const flat = definition.replace(/^CHECK/, '').replaceAll(/[()]/g, '').trim();
  const isPlain = !/'|\b(?:OR|CASE|COALESCE)\b|\bNOT (?!NULL)/.test(flat);
  return flat === `${quoteIdentifier(column)} IS NOT NULL` || (isPlain && flat.split(' AND ').includes(`${quoteIdentifier(column)} IS NOT NULL`));
}
