import { FlowError, type SqlStatement } from '#contract';
import { nodeKinds, parameterCount } from '../sql-tree.ts';

const PLANNABLE: ReadonlySet<string> = new Set(['SelectStmt', 'InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt']);
const CHANGING = ['InsertStmt', 'UpdateStmt', 'DeleteStmt', 'MergeStmt'] as const;
/** Clauses that make a SELECT write or lock. */
const NOT_ONLY_READING = ['IntoClause', 'LockingClause'] as const;

/** Throws NOT_PLANNABLE for a statement that has no plan. */
export function requirePlannable(statement: SqlStatement): void {
  if (PLANNABLE.has(statement.node)) return;
  if (statement.node === 'ExplainStmt') {
    throw notPlannable('The statement is an EXPLAIN already.', 'Give the statement alone: it is explained for you.');
  }
  throw notPlannable(
    `PostgreSQL has no plan for ${describeNode(statement.node)}.`,
    'Give one SELECT, INSERT, UPDATE, DELETE or MERGE.',
  );
}

/** Throws NOT_PLANNABLE unless executing the statement can only read: ANALYZE executes it. */
export function requireAnalyzable(statement: SqlStatement): void {
  const kinds = nodeKinds(statement);
  const changing = CHANGING.find((kind) => kinds.has(kind));
  if (statement.node !== 'SelectStmt' || changing) {
    throw notPlannable(
      `EXPLAIN ANALYZE would execute ${describeNode(changing ?? statement.node)} and change data: refused.`,
      'Ask for the plan without analyze; only a SELECT is executed.',
    );
  }
  const clause = NOT_ONLY_READING.find((kind) => kinds.has(kind));
  if (clause) {
    throw notPlannable(
      `EXPLAIN ANALYZE would execute a SELECT that ${clause === 'IntoClause' ? 'makes a table' : 'locks rows'}: refused.`,
      'Ask for the plan without analyze, or leave that clause out.',
    );
  }
  if (parameterCount(statement) > 0) {
    throw notPlannable(
      'EXPLAIN ANALYZE executes the statement and its parameters ($1, …) have no values.',
      'Write values in their place, or ask for the plan without analyze.',
    );
  }
}

/** `CreateTableAsStmt` → `CREATE TABLE AS`. */
function describeNode(node: string): string {
  const words = node.replace(/Stmt$/, '').match(/[A-Z][a-z]*/g) ?? [node];
  return words.join(' ').toUpperCase();
}

export function notPlannable(message: string, remedy: string, cause?: unknown): FlowError {
  return new FlowError('NOT_PLANNABLE', message, { remedy, cause });
}
