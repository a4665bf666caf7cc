import type { QueryShape, RewriteFact, TableUse } from '#analysis';
import type { Model } from '#contract';
import { section, type SectionDraft } from '../pack/section.ts';
import { bullets, table } from '../text/block.ts';
import { inline, line } from '../text/fence.ts';
import { modelName, nameList } from '../text/names.ts';
import { hasDeclared, sourceOf, unknownItems } from './declared.ts';

/** Per table what the statement asks: equality, range, joins, sort, columns read. `models` are those it was resolved against. */
export function queryAsks(shape: QueryShape, models: readonly Model[]): SectionDraft | null {
  const rows = shape.tables.map((use) => [
    tableWords(use), conditionWords(use), rangeWords(use),
    use.joins.map((join) => `${inline(join.column)} ${join.operator} ${inline(`${join.with}.${join.otherColumn}`)}${join.kind === 'inner' ? '' : ` (${join.kind})`}`).join(', '),
    sortWords(use), use.readsAll ? 'all (*)' : nameList(use.read),
  ]);
  const extra = shapeNotes(shape, models);
  const blocks = [
    rows.length === 0 ? null : table(['table', 'equality', 'range and others', 'join', 'sort and group', 'read columns'], rows),
    extra.length === 0 ? null : bullets(extra),
  ];
  return section('asks', 'What the query asks of each table', 'parsed SQL', blocks);
}

/** Guarantees of the schema of these models that a rewrite may rely on. */
export function rewriteGuarantees(facts: readonly RewriteFact[], models: readonly Model[]): SectionDraft | null {
  const isDeclared = facts.length > 0 && hasDeclared(models);
  const items = [
    ...(isDeclared ? ['declared in code: whether the database enforces them is not known'] : []),
    ...facts.map(({ text }) => line(text)),
    ...unknownItems(models, [['keys', 'undeclared keys'], ['foreign_keys', 'foreign keys']]),
  ];
  return section('guarantees', 'Constraints that allow rewrites', sourceOf(models), items.length === 0 ? [] : [bullets(items)]);
}

/** Properties of the result that every rewrite must keep, from the parsed SQL. */
export function mustStayEqual(shape: QueryShape): SectionDraft | null {
  const outerNulls = shape.tables.some(({ joins }) => joins.some(({ kind }) => kind !== 'inner' && kind !== 'correlated'));
  const items = [
    `operation: ${shape.operation}`,
    shape.distinct ? 'duplicates are removed (DISTINCT)' : 'duplicates are kept',
    shape.ordered ? 'row order is part of the result (ORDER BY)' : 'row order is not part of the result',
    ...(shape.limit === null ? [] : ['which rows are kept depends on the order (LIMIT or OFFSET)']),
    ...(outerNulls ? ['rows without a partner appear with NULLs (outer join)'] : []),
    ...(shape.tables.some(({ readsAll }) => readsAll) ? ['the column list follows the tables (SELECT *)'] : []),
    ...shape.setOperations.map((operation) => `set operation ${operation}`),
  ];
  return section('must-stay', 'What must stay equal', 'parsed SQL', [bullets(items)]);
}

function tableWords(use: TableUse): string {
  const name = use.model === null ? inline(use.name) : modelName(use.model);
  const alias = use.alias === null || use.alias === use.name ? '' : ` (${inline(use.alias)})`;
  return `${name}${alias}${use.scope === 'query' ? '' : `, in ${line(use.scope)}`}${use.written ? ', written' : ''}`;
}

function conditionWords(use: TableUse): string {
  const lists = use.lists.map(({ column, items, negated }) => `${inline(column)} ${negated ? 'not in' : 'in'} ${items === null ? 'a list' : `${items} values`}`);
  const nulls = use.nullTests.map(({ column, isNull }) => `${inline(column)} is ${isNull ? '' : 'not '}null`);
  return [...use.equality.map(inline), ...lists, ...nulls].join(', ');
}

function rangeWords(use: TableUse): string {
  const patterns = use.patterns.map(({ column, operator, leadingWildcard }) => `${inline(column)} ${operator}${leadingWildcard === true ? ' with a leading wildcard' : ''}`);
  const functions = use.functions.filter(({ clause }) => clause === 'where' || clause === 'join').map((call) => `${inline(call.function)} on ${inline(call.column ?? '*')}`);
  const others = use.otherConditions.map(({ column, operator }) => `${inline(column)} ${inline(operator)}`);
  const either = use.alternatives.length === 0 ? [] : [`inside OR: ${nameList(use.alternatives)}`];
  return [...use.range.map(inline), ...patterns, ...functions, ...others, ...either].join(', ');
}

function sortWords(use: TableUse): string {
  const sorts = use.sort.map(({ column, descending, function: around }) => `${around === null ? inline(column) : inline(`${around}(${column})`)}${descending ? ' DESC' : ''}`);
  const groups = use.group.length === 0 ? [] : [`group by ${nameList(use.group)}`];
  const aggregates = use.aggregates.map(({ column, function: name }) => inline(`${name}(${column ?? '*'})`));
  return [...sorts, ...groups, ...aggregates].join(', ');
}

function shapeNotes(shape: QueryShape, models: readonly Model[]): readonly string[] {
  const limit = shape.limit === null ? [] : [`limit ${shape.limit.count ?? 'by parameter or none'}${shape.limit.hasOffset ? `, offset ${shape.limit.offset ?? 'by parameter'}` : ''}`];
  const derived = shape.derived.map(({ name, kind, materialized }) => `${kind} ${inline(name)}${materialized === true ? ', materialised' : ''}`);
  const subqueries = shape.subqueries.map(({ form, correlated, scope }) => `${line(scope)}: ${form}${correlated ? ', correlated' : ''}`);
  const unresolved = shape.unresolved.length === 0 ? [] : [`${hasDeclared(models) ? 'not declared in code' : 'not found in the catalog'}: ${nameList(shape.unresolved)}`];
  const byColumn = shape.tables.some(({ sort, scope }) => scope === 'query' && sort.length > 0);
  const computed = shape.ordered && !byColumn ? ['ordered by a value that is computed or comes from a derived table, not by a column of a table'] : [];
  return [...limit, ...computed, ...(shape.distinct ? ['distinct'] : []), ...shape.setOperations, ...derived, ...subqueries, ...unresolved, ...shape.notCovered.map(line)];
}
