import { nodeAt, nodesAt, textAt, treeAt, type SqlNode, type Tree } from '../sql/tree.ts';
import { readCondition } from './conditions.ts';
import { columnsIn } from './expressions.ts';
import { addTable, readFromItem } from './from-items.ts';
import { readOutputList } from './output-list.ts';
import { createScope, type Around, type QueryOutput, type Reading, type Scope } from './reading.ts';
import { readWith } from './select.ts';
import type { TableUseBuilder } from './table-use-builder.ts';

const WHERE = { clause: 'where', join: 'inner', inOr: false, negated: false } as const;

/** Reads INSERT, UPDATE, DELETE or MERGE. */
export function readDataChange(reading: Reading, statement: SqlNode, around: Around): QueryOutput {
  const { body } = statement;
  const scope = createScope({ ...around, ctes: readWith(reading, body, around) });
  const target = addTable(reading, { ...scope, ctes: new Map() }, treeAt(body, 'relation') ?? {});
  if (target !== null) target.written = true;
  readSources(reading, scope, body);
  readAssignments(reading, scope, { target, body });
  readConflict(reading, scope, { target, body });
  readBranches(reading, scope, { target, body });
  for (const key of ['whereClause', 'joinCondition']) {
    const condition = nodeAt(body, key);
    if (condition !== null) readCondition(reading, scope, condition, key === 'whereClause' ? WHERE : { ...WHERE, clause: 'join' });
  }
  const returning = treeAt(body, 'returningClause');
  const targets = returning === null ? nodesAt(body, 'returningList') : nodesAt(returning, 'exprs');
  return { columns: readOutputList(reading, scope, targets), correlated: scope.correlated };
}

interface Change {
  readonly target: TableUseBuilder | null;
  readonly body: Tree;
}

/** USING and FROM of DELETE, UPDATE and MERGE; the query of INSERT sees none of it. */
function readSources(reading: Reading, scope: Scope, body: Tree): void {
  for (const item of [...nodesAt(body, 'fromClause'), ...nodesAt(body, 'usingClause'), ...nodesAt(body, 'sourceRelation')]) {
    readFromItem(reading, scope, item);
  }
  const query = nodeAt(body, 'selectStmt');
  if (query !== null) reading.readQuery(query, { parent: null, ctes: scope.ctes, label: scope.label });
}

/** `SET a = …` and the column list of INSERT. */
function readAssignments(reading: Reading, scope: Scope, { target, body }: Change): void {
  for (const assignment of [...nodesAt(body, 'cols'), ...nodesAt(body, 'targetList')]) {
    const column = textAt(assignment.body, 'name');
    if (column !== null) target?.writes.add(column);
    const value = nodeAt(assignment.body, 'val');
    if (value === null || isRepeatedSource(value)) continue;
    for (const origin of columnsIn(reading, scope, { [value.kind]: value.body })) origin.use.read.add(origin.column);
  }
  columnsIn(reading, scope, body['values']);
}

/** `(a, b) = (SELECT …)` names its one source once per column. */
function isRepeatedSource(value: SqlNode): boolean {
  return value.kind === 'MultiAssignRef' && value.body['colno'] !== 1;
}

function readConflict(reading: Reading, scope: Scope, { target, body }: Change): void {
  const conflict = treeAt(body, 'onConflictClause');
  if (conflict === null) return;
  scope.sources.push({ name: 'excluded', schema: null, use: null, columns: null });
  const inferred = treeAt(conflict, 'infer');
  for (const element of inferred === null ? [] : nodesAt(inferred, 'indexElems')) {
    const column = textAt(element.body, 'name');
    if (column !== null) target?.equality.add(column);
  }
  readAssignments(reading, scope, { target, body: conflict });
  const where = nodeAt(conflict, 'whereClause');
  if (where !== null) readCondition(reading, scope, where, WHERE);
}

function readBranches(reading: Reading, scope: Scope, { target, body }: Change): void {
  for (const branch of nodesAt(body, 'mergeWhenClauses')) {
    readAssignments(reading, scope, { target, body: branch.body });
    const condition = nodeAt(branch.body, 'condition');
    if (condition !== null) columnsIn(reading, scope, { [condition.kind]: condition.body });
  }
}
