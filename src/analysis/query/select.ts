import { nodeAt, nodesAt, stringsAt, textAt, treeAt, type SqlNode, type Tree } from '../sql/tree.ts';
import { readCondition } from './conditions.ts';
import { columnsIn, plainColumn, wrapperName } from './expressions.ts';
import { readFromItem, renamed } from './from-items.ts';
import { readGrouping, readOutputList, targetOf, withoutAggregates } from './output-list.ts';
import type { SortUse } from './query-shape.ts';
import { createScope, type Around, type QueryOutput, type Reading, type Scope } from './reading.ts';

const NO_OUTPUT: QueryOutput = { columns: null, correlated: false };

/** Reads a SELECT, VALUES or set operation, nested ones included. */
export function readSelect(reading: Reading, select: Tree, around: Around): QueryOutput {
  const inside = { ...around, ctes: readWith(reading, select, around) };
  if (textAt(select, 'op') !== 'SETOP_NONE' && select['larg'] !== undefined) return readSetOperation(reading, select, inside);
  const scope = createScope(inside);
  if (nodesAt(select, 'valuesLists').length > 0) {
    columnsIn(reading, scope, select['valuesLists']);
    return { columns: null, correlated: scope.correlated };
  }
  for (const item of nodesAt(select, 'fromClause')) readFromItem(reading, scope, item);
  const targets = nodesAt(select, 'targetList');
  const columns = readOutputList(reading, scope, targets);
  readConditions(reading, scope, select);
  readGrouping(reading, scope, { items: nodesAt(select, 'groupClause'), targets });
  readSort(reading, scope, { items: nodesAt(select, 'sortClause'), targets });
  columnsIn(reading, scope, [select['windowClause'], select['limitCount'], select['limitOffset']]);
  return { columns: isTransparent(select) ? columns : opaque(columns), correlated: scope.correlated };
}

/** Reads the WITH clause: each expression sees the ones before it. */
export function readWith(reading: Reading, statement: Tree, around: Around): ReadonlyMap<string, QueryOutput> {
  const clause = treeAt(statement, 'withClause');
  if (clause === null) return around.ctes;
  const recursive = clause['recursive'] === true;
  const ctes = new Map(around.ctes);
  for (const { body } of nodesAt(clause, 'ctes')) {
    const name = textAt(body, 'ctename') ?? '';
    const query = nodeAt(body, 'ctequery');
    const materialized = textAt(body, 'ctematerialized') ?? '';
    const isRecursive = recursive && query?.body['larg'] !== undefined;
    reading.derived.push({ name, kind: isRecursive ? 'recursive cte' : 'cte', materialized: MATERIALIZED[materialized] ?? null });
    if (isRecursive) ctes.set(name, NO_OUTPUT);
    const output = query === null ? NO_OUTPUT : reading.readQuery(query, { parent: around.parent, ctes, label: `cte ${name}` });
    const inlined = materialized !== 'CTEMaterializeAlways' && !isRecursive && (reading.references.get(name) ?? 0) <= 1;
    const columns = renamed(output.columns, stringsAt(body, 'aliascolnames'));
    ctes.set(name, { columns: inlined ? columns : opaque(columns), correlated: output.correlated });
  }
  return ctes;
}

const MATERIALIZED: Readonly<Record<string, boolean>> = { CTEMaterializeAlways: true, CTEMaterializeNever: false };

function readConditions(reading: Reading, scope: Scope, select: Tree): void {
  const where = nodeAt(select, 'whereClause');
  if (where !== null) readCondition(reading, scope, where, { clause: 'where', join: 'inner', inOr: false, negated: false });
  const having = nodeAt(select, 'havingClause');
  // Conditions on groups: no index finds the rows, so they are no conditions on columns.
  if (having !== null) columnsIn(reading, scope, withoutAggregates(reading, scope, having));
}

function readSort(reading: Reading, scope: Scope, select: { readonly items: readonly SqlNode[]; readonly targets: readonly SqlNode[] }): void {
  select.items.forEach(({ body }, index) => {
    const written = nodeAt(body, 'node');
    if (written === null) return;
    const node = targetOf(select.targets, written) ?? written;
    const order = { position: index + 1, descending: isDescending(body), nulls: nullsOf(body) };
    const plain = plainColumn(reading, scope, node)?.origin;
    if (plain !== undefined) plain.use.sort.push({ ...order, column: plain.column, function: null });
    else if (node.kind !== 'ColumnRef') {
      for (const { use, column } of columnsIn(reading, scope, { [node.kind]: node.body })) {
        use.sort.push({ ...order, column, function: wrapperName(node) });
      }
    }
  });
}

function isDescending(item: Tree): boolean {
  if (textAt(item, 'sortby_dir') === 'SORTBY_USING') return stringsAt(item, 'useOp').at(-1) === '>';
  return textAt(item, 'sortby_dir') === 'SORTBY_DESC';
}

function nullsOf(item: Tree): SortUse['nulls'] {
  const nulls = textAt(item, 'sortby_nulls');
  if (nulls === 'SORTBY_NULLS_FIRST') return 'first';
  return nulls === 'SORTBY_NULLS_LAST' ? 'last' : null;
}

const SET_OPERATIONS: Readonly<Record<string, string>> = { SETOP_UNION: 'UNION', SETOP_INTERSECT: 'INTERSECT', SETOP_EXCEPT: 'EXCEPT' };

function readSetOperation(reading: Reading, select: Tree, around: Around): QueryOutput {
  const outputs = ['larg', 'rarg'].map((key) => {
    const side = treeAt(select, key);
    return side === null ? NO_OUTPUT : readSelect(reading, side, around);
  });
  const operation = SET_OPERATIONS[textAt(select, 'op') ?? ''] ?? 'UNION';
  reading.setOperations.push(select['all'] === true ? `${operation} ALL` : operation);
  return { columns: opaque(outputs[0]?.columns ?? null), correlated: outputs.some(({ correlated }) => correlated) };
}

/** A condition on its output is one on the table itself: the planner pulls such a query up. */
function isTransparent(select: Tree): boolean {
  const stops = ['limitCount', 'limitOffset', 'distinctClause', 'groupClause', 'havingClause', 'windowClause', 'lockingClause'];
  return stops.every((key) => select[key] === undefined);
}

function opaque(columns: QueryOutput['columns']): QueryOutput['columns'] {
  return columns === null ? null : new Map([...columns.keys()].map((name) => [name, null]));
}
