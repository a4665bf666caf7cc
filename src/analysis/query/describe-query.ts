import type { Model, SqlStatement } from '#contract';
import { sortedUnique } from '../format/order.ts';
import { integerOf, nodeAt, statementNode, textAt, walk, type SqlNode, type Tree } from '../sql/tree.ts';
import { readDataChange } from './data-changes.ts';
import { createModelLookup } from './model-lookup.ts';
import type { QueryOperation, QueryShape, RowLimit } from './query-shape.ts';
import type { Reading } from './reading.ts';
import { readSelect } from './select.ts';
import { toTableUse } from './table-use-builder.ts';

const OPERATIONS: Readonly<Record<string, QueryOperation>> = {
  SelectStmt: 'SELECT', InsertStmt: 'INSERT', UpdateStmt: 'UPDATE', DeleteStmt: 'DELETE', MergeStmt: 'MERGE',
};

/** What the statement asks of each table, resolved against the models. Never throws; what it does not know it leaves out or names. */
export function describeQuery(statement: SqlStatement, models: readonly Model[]): QueryShape {
  const query = innermost(statementNode(statement));
  const reading = createReading(query, models);
  const operation = OPERATIONS[query.kind] ?? 'OTHER';
  if (operation !== 'OTHER') reading.readQuery(query, { parent: null, ctes: new Map(), label: 'query' });
  return {
    operation,
    tables: reading.uses.map(toTableUse),
    derived: reading.derived,
    limit: limitOf(query.body),
    distinct: query.body['distinctClause'] !== undefined,
    ordered: query.body['sortClause'] !== undefined,
    setOperations: reading.setOperations,
    subqueries: reading.subqueries,
    unresolved: sortedUnique(reading.unresolved),
    notCovered: operation === 'OTHER' ? [`${query.kind} is not a query`] : [],
  };
}

/** Ids of the models a statement reads and writes, sorted. For statements that are no query, every table they name counts as read. */
export function queryTables(statement: SqlStatement, models: readonly Model[]): { read: string[]; written: string[] } {
  const shape = describeQuery(statement, models);
  const ids = (written: boolean) => shape.tables.filter((table) => table.written === written).flatMap(({ model }) => model ?? []);
  if (shape.operation !== 'OTHER') return { read: sortedUnique(ids(false)), written: sortedUnique(ids(true)) };
  const lookup = createModelLookup(models);
  const named: string[] = [];
  walk(statement.tree, (node) => {
    const id = node.kind === 'RangeVar' ? lookup.find(textAt(node.body, 'schemaname'), textAt(node.body, 'relname') ?? '')?.id : undefined;
    if (id !== undefined) named.push(id);
  });
  return { read: sortedUnique(named), written: [] };
}

/** The query inside EXPLAIN, PREPARE, DECLARE, CREATE TABLE AS, CREATE VIEW and COPY (…) TO. */
function innermost(node: SqlNode): SqlNode {
  const inner = node.kind in OPERATIONS ? null : (nodeAt(node.body, 'query') ?? nodeAt(node.body, 'viewQuery'));
  return inner === null ? node : innermost(inner);
}

function createReading(query: SqlNode, models: readonly Model[]): Reading {
  const reading: Reading = {
    models: createModelLookup(models),
    uses: [], derived: [], subqueries: [], setOperations: [], unresolved: new Set(),
    references: countReferences(query),
    readQuery(nested, around) {
      return nested.kind === 'SelectStmt' ? readSelect(reading, nested.body, around) : readDataChange(reading, nested, around);
    },
  };
  return reading;
}

function countReferences(query: SqlNode): Map<string, number> {
  const counts = new Map<string, number>();
  walk({ [query.kind]: query.body }, (node) => {
    if (node.kind !== 'RangeVar' || node.body['schemaname'] !== undefined) return;
    const name = textAt(node.body, 'relname') ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  return counts;
}

function limitOf(select: Tree): RowLimit | null {
  const [count, offset] = [nodeAt(select, 'limitCount'), nodeAt(select, 'limitOffset')];
  const hasCount = count !== null && count.body['isnull'] !== true;
  if (!hasCount && offset === null) return null;
  return {
    count: integerOf(count),
    offset: integerOf(offset),
    hasCount,
    hasOffset: offset !== null,
    withTies: textAt(select, 'limitOption') === 'LIMIT_OPTION_WITH_TIES',
  };
}
