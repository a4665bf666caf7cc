import { quoteIdentifier } from '../format/identifier.ts';
import { flagAt, nodeAt, nodesAt, stringsAt, textAt, treeAt, type SqlNode, type Tree } from '../sql/tree.ts';
import { readCondition } from './conditions.ts';
import { columnsIn } from './expressions.ts';
import type { JoinKind } from './query-shape.ts';
import type { Origin, OutputColumns, Reading, Scope, Source } from './reading.ts';
import { createTableUse, shownName, type TableUseBuilder } from './table-use-builder.ts';

/** Adds an item of a FROM clause to the scope and reads the conditions of its joins. */
export function readFromItem(reading: Reading, scope: Scope, item: SqlNode): void {
  switch (item.kind) {
    case 'RangeVar':
      addTable(reading, scope, item.body);
      break;
    case 'JoinExpr':
      readJoin(reading, scope, item.body);
      break;
    case 'RangeSubselect':
      addSubselect(reading, scope, item.body);
      break;
    case 'RangeTableSample': {
      const relation = nodeAt(item.body, 'relation');
      if (relation !== null) readFromItem(reading, scope, relation);
      break;
    }
    default:
      // Functions, JSON_TABLE, XMLTABLE: their columns are not those of a table.
      columnsIn(reading, scope, item.body);
      reading.derived.push({ name: aliasOf(item.body)?.name ?? item.kind, kind: 'function', materialized: null });
      scope.sources.push({ name: aliasOf(item.body)?.name ?? '', schema: null, use: null, columns: null });
  }
}

/** A table, or a common table expression of that name. Returns the use when it is a table. */
export function addTable(reading: Reading, scope: Scope, relation: Tree): TableUseBuilder | null {
  const name = textAt(relation, 'relname') ?? '';
  const schema = textAt(relation, 'schemaname');
  const alias = aliasOf(relation);
  const cte = schema === null ? scope.ctes.get(name) : undefined;
  if (cte !== undefined) {
    scope.sources.push({ name: alias?.name ?? name, schema: null, use: null, columns: renamed(cte.columns, alias?.columns ?? []) });
    return null;
  }
  const model = reading.models.find(schema, name);
  const written = schema === null ? name : `${schema}.${name}`;
  if (model === null && !isSystemTable(schema, name)) {
    reading.unresolved.add(schema === null ? quoteIdentifier(name) : `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`);
  }
  const use = createTableUse({ model, name: written, alias: alias?.name ?? null, scope: scope.label });
  reading.uses.push(use);
  const columns = model === null ? null : new Map<string, Origin>(model.columns.map(({ name: column }) => [column, { use, column }]));
  scope.sources.push({ name: alias?.name ?? name, schema: model?.schema ?? schema, use, columns: renamed(columns, alias?.columns ?? []) });
  return use;
}

function isSystemTable(schema: string | null, name: string): boolean {
  return schema === 'pg_catalog' || schema === 'information_schema' || (schema === null && name.startsWith('pg_'));
}

function addSubselect(reading: Reading, scope: Scope, body: Tree): void {
  const query = nodeAt(body, 'subquery');
  if (query === null) return;
  const alias = aliasOf(body);
  const name = alias?.name ?? 'subquery';
  const isValues = nodesAt(query.body, 'valuesLists').length > 0;
  reading.derived.push({ name, kind: isValues ? 'values' : 'subquery', materialized: null });
  const parent = flagAt(body, 'lateral') ? scope : scope.parent;
  const output = reading.readQuery(query, { parent, ctes: scope.ctes, label: `derived ${name}` });
  scope.sources.push({ name, schema: null, use: null, columns: renamed(output.columns, alias?.columns ?? []) });
}

const JOIN_KINDS: Readonly<Record<string, JoinKind>> = { JOIN_LEFT: 'left', JOIN_RIGHT: 'right', JOIN_FULL: 'full' };

function readJoin(reading: Reading, scope: Scope, join: Tree): void {
  const sides = ['larg', 'rarg'].map((key) => {
    const from = scope.sources.length;
    const item = nodeAt(join, key);
    if (item !== null) readFromItem(reading, scope, item);
    return scope.sources.slice(from);
  });
  const [left = [], right = []] = sides;
  const kind = JOIN_KINDS[textAt(join, 'jointype') ?? ''] ?? 'inner';
  const shared = flagAt(join, 'isNatural') ? sharedColumns(left, right) : stringsAt(join, 'usingClause');
  for (const column of shared) joinOn(left, right, { column, kind });
  const condition = nodeAt(join, 'quals');
  if (condition !== null) readCondition(reading, scope, condition, { clause: 'join', join: kind, inOr: false, negated: false });
}

function sharedColumns(left: readonly Source[], right: readonly Source[]): string[] {
  const names = right.flatMap((source) => [...(source.columns?.keys() ?? [])]);
  return names.filter((name) => left.some((source) => source.columns?.has(name) === true));
}

function joinOn(left: readonly Source[], right: readonly Source[], { column, kind }: { readonly column: string; readonly kind: JoinKind }): void {
  const [first, second] = [left, right].map((side) => originIn(side, column));
  if (!first || !second) return;
  first.use.joins.push({ column: first.column, with: shownName(second.use), otherColumn: second.column, operator: '=', kind });
  second.use.joins.push({ column: second.column, with: shownName(first.use), otherColumn: first.column, operator: '=', kind });
}

function originIn(sources: readonly Source[], column: string): Origin | null {
  const source = sources.find((candidate) => candidate.columns?.has(column) === true);
  if (source !== undefined) return source.columns?.get(column) ?? null;
  const open = sources.filter((candidate) => candidate.columns === null);
  const use = open.length === 1 ? open[0]?.use : null;
  return use ? { use, column } : null;
}

function aliasOf(body: Tree): { name: string; columns: string[] } | null {
  const alias = treeAt(body, 'alias');
  const name = alias === null ? null : textAt(alias, 'aliasname');
  return alias === null || name === null ? null : { name, columns: stringsAt(alias, 'colnames') };
}

/** `t (a, b)`: the first columns get new names. */
export function renamed(columns: OutputColumns, names: readonly string[]): OutputColumns {
  if (columns === null || names.length === 0) return columns;
  return new Map([...columns].map(([name, origin], position) => [names[position] ?? name, origin]));
}

