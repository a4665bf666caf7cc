import { quoteIdentifier } from '../format/identifier.ts';
import { flagAt, nodeAt, nodesAt, stringOf, stringsAt, textAt, walk, type SqlNode, type Tree } from '../sql/tree.ts';
import type { Clause, SubqueryUse } from './query-shape.ts';
import type { Origin, QueryOutput, Reading, Scope } from './reading.ts';
import { resolveColumn } from './resolve-column.ts';

/** Everything an expression refers to: plain columns of tables, and the subqueries in it, which are read on the way. */
export function columnsIn(reading: Reading, scope: Scope, expression: unknown): Origin[] {
  const origins: Origin[] = [];
  walk(expression, (node) => {
    if (node.kind === 'SubLink') {
      origins.push(...columnsIn(reading, scope, node.body['testexpr']));
      readSubquery(reading, scope, node, false);
      return false;
    }
    if (node.kind !== 'ColumnRef') return true;
    const { origin } = resolveColumn(reading, scope, node);
    if (origin !== null) origins.push(origin);
    return false;
  });
  return origins;
}

/** A plain column reference, without a function or cast around it. */
export function plainColumn(reading: Reading, scope: Scope, node: SqlNode | null): { origin: Origin; outer: boolean } | null {
  if (node?.kind !== 'ColumnRef' || isStar(node)) return null;
  const { origin, outer } = resolveColumn(reading, scope, node);
  return origin === null ? null : { origin, outer };
}

export function isStar(node: SqlNode): boolean {
  return node.kind === 'ColumnRef' && nodesAt(node.body, 'fields').at(-1)?.kind === 'A_Star';
}

/** Notes the functions, casts and operators around each column of an expression that is no plain column. */
export function noteFunctions(reading: Reading, scope: Scope, use: { readonly node: SqlNode; readonly clause: Clause }): void {
  const wrapper = wrapperName(use.node);
  for (const { use: table, column } of columnsIn(reading, scope, use.node)) {
    table.functions.push({ column, function: wrapper, clause: use.clause });
  }
}

/** The outermost thing done to the columns: `lower`, `::date`, `+`, `coalesce`. */
export function wrapperName(node: SqlNode): string {
  if (node.kind === 'FuncCall') return stringsAt(node.body, 'funcname').at(-1) ?? 'function';
  if (node.kind === 'TypeCast') return `::${typeName(node.body)}`;
  if (node.kind === 'A_Expr') return operatorName(node);
  return WRAPPERS[node.kind] ?? 'expression';
}

const WRAPPERS: Readonly<Record<string, string>> = {
  CoalesceExpr: 'coalesce', CaseExpr: 'case', MinMaxExpr: 'greatest/least', A_Indirection: 'subscript', RowExpr: 'row',
  CollateClause: 'collate', XmlExpr: 'xml', A_ArrayExpr: 'array', JsonFuncExpr: 'json',
};

export function operatorName(node: SqlNode): string {
  return nodesAt(node.body, 'name').map(stringOf).at(-1) ?? 'operator';
}

/** Reads the query of a SubLink in a scope of its own and notes in which form it stands. */
export function readSubquery(reading: Reading, scope: Scope, link: SqlNode, negated: boolean): QueryOutput | null {
  const query = nodeAt(link.body, 'subselect');
  if (query === null) return null;
  const position = reading.subqueries.length;
  const label = `subquery ${position + 1}`;
  const form = subqueryForm(link, negated);
  reading.subqueries.push({ form, correlated: false, scope: label });
  const output = reading.readQuery(query, { parent: scope, ctes: scope.ctes, label });
  reading.subqueries[position] = { form, correlated: output.correlated, scope: label };
  return output;
}

function subqueryForm(link: SqlNode, negated: boolean): SubqueryUse['form'] {
  const isIn = nodesAt(link.body, 'operName').length === 0;
  switch (textAt(link.body, 'subLinkType')) {
    case 'EXISTS_SUBLINK':
      return negated ? 'NOT EXISTS' : 'EXISTS';
    case 'ANY_SUBLINK':
      if (!isIn) return 'ANY';
      return negated ? 'NOT IN' : 'IN';
    case 'ALL_SUBLINK':
      return 'ALL';
    case 'ARRAY_SUBLINK':
      return 'ARRAY';
    default:
      return 'scalar';
  }
}

const AGGREGATES: ReadonlySet<string> = new Set(
  `any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every json_agg json_object_agg
  jsonb_agg jsonb_object_agg max min mode percentile_cont percentile_disc range_agg regr_avgx regr_avgy regr_count regr_intercept
  regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance xmlagg`.split(/\s+/),
);

/** An aggregate, not a window function over one. */
export function isAggregate(node: SqlNode): boolean {
  if (node.kind !== 'FuncCall' || node.body['over'] !== undefined) return false;
  return flagAt(node.body, 'agg_star') || AGGREGATES.has(stringsAt(node.body, 'funcname').at(-1) ?? '');
}

function typeName(body: Tree): string {
  const type = body['typeName'];
  const names = typeof type === 'object' && type !== null ? stringsAt({ ...type }, 'names') : [];
  const name = names.at(-1) ?? 'type';
  return /^\w+$/.test(name) ? name : quoteIdentifier(name);
}
