import type { SqlParser } from '#contract';
import { nodeAt, nodesAt, parseExpression, stringsAt, textAt, type SqlNode } from '../sql/tree.ts';

/** True when the predicate is `col IS NOT NULL` for one or more of `columns` and nothing else. */
export function isNotNullTestOf(parser: SqlParser, predicate: string, columns: readonly string[]): boolean {
  const node = parseExpression(parser, predicate);
  if (node === null) return false;
  const tests = isAnd(node) ? nodesAt(node.body, 'args') : [node];
  return tests.every((test) => columns.includes(testedColumn(test) ?? ''));
}

function isAnd(node: SqlNode): boolean {
  return node.kind === 'BoolExpr' && textAt(node.body, 'boolop') === 'AND_EXPR';
}

function testedColumn(node: SqlNode): string | null {
  if (node.kind !== 'NullTest' || textAt(node.body, 'nulltesttype') !== 'IS_NOT_NULL') return null;
  const argument = nodeAt(node.body, 'arg');
  return argument?.kind === 'ColumnRef' ? (stringsAt(argument.body, 'fields').at(-1) ?? null) : null;
}
