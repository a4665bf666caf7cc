import { FlowError, type SqlStatement } from '#contract';
import { quoteIdentifier } from '../database-failure.ts';
import type { Database } from '../database.ts';
import { tablesNamed } from '../sql-tree.ts';
import { SQL_STATE, type StatementError } from '../statement-error.ts';
import { notPlannable } from './plannable.ts';

/** Why there is no plan, as an error to throw: the server's words, the thing they are about, and the next step. */
export async function describeExplainFailure(db: Database, statement: SqlStatement, error: StatementError | null): Promise<FlowError> {
  if (!error) return notPlannable('The server gave no plan.', 'Try again.');
  if (error.sqlState === SQL_STATE.insufficientPrivilege) return permissionDenied(db, statement, error);
  if (error.sqlState === SQL_STATE.queryCanceled) {
    return new FlowError('DATABASE_TIMEOUT', `Planning or executing the statement took longer than allowed on ${db.label}.`, {
      remedy: 'Ask for the plan without analyze, or make the statement cheaper.',
      cause: error,
    });
  }
  if (error.sqlState === SQL_STATE.lockNotAvailable) {
    return new FlowError('DATABASE_TIMEOUT', `Another session holds a lock on a table of the statement: ${error.message}`, {
      remedy: 'Try again after the migration or maintenance that holds it has ended.',
      cause: error,
    });
  }
  if (error.sqlState === SQL_STATE.readOnlyTransaction) {
    return notPlannable(`Executing the statement would write: ${error.message}.`, 'Ask for the plan without analyze.', error);
  }
  const detail = error.detail === null ? '' : ` (${error.detail})`;
  return notPlannable(`PostgreSQL refused to plan the statement: ${error.message}${detail}`, error.hint ?? nextStep(error), error);
}

/** What the server gives no hint for; by SQLSTATE, because its messages may be in another language. */
function nextStep({ sqlState }: StatementError): string {
  switch (sqlState) {
    case SQL_STATE.undefinedTable:
    case '3F000':
      return 'Check the name and its schema: the table must exist in this database, and lie on the search path of the role or be written with its schema.';
    case '42703':
      return 'Check the column name against the table.';
    case '42883':
      return 'Check the function name and the types of its arguments; explicit casts may help.';
    case '42P18':
      return 'Write the type behind the parameter, such as $1::text.';
    default:
      return 'Correct the statement and ask again.';
  }
}

interface MissingRight {
  readonly schema: string;
  readonly name: string;
  readonly usage: boolean;
  readonly role: string;
}

async function permissionDenied(db: Database, statement: SqlStatement, error: StatementError): Promise<FlowError> {
  const missing = await missingRights(db, statement);
  const names = missing.map((right) => `${right.schema}.${right.name}`);
  const about = names.length === 0 ? '' : ` It lacks rights on ${names.join(', ')}.`;
  return new FlowError('DATABASE_PERMISSION_DENIED', `The role may not plan this statement on ${db.label}: ${error.message}.${about}`, {
    remedy: grantsFor(missing, statement) || 'Ask the owner of the object for the right to use it.',
    cause: error,
  });
}

/** Tables of the statement that the role may not use as the statement does. */
function missingRights(db: Database, statement: SqlStatement): Promise<MissingRight[]> {
  const tables = tablesNamed(statement);
  return db.read(
    (query) => query<MissingRight>(MISSING_RIGHTS_SQL, [JSON.stringify(tables), privilegeOf(statement)]),
    { searchPath: 'role' },
  );
}

const MISSING_RIGHTS_SQL = `
SELECT /* aksara-studio */ n.nspname AS schema, c.relname AS name, has_schema_privilege(n.oid, 'USAGE') AS usage, current_user AS role
FROM pg_catalog.json_to_recordset($1::json) AS t(schema text, name text)
JOIN pg_catalog.pg_class c ON c.relname = t.name AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND (n.nspname = t.schema OR t.schema IS NULL AND n.nspname = ANY (current_schemas(true)))
WHERE NOT has_schema_privilege(n.oid, 'USAGE') OR NOT has_table_privilege(c.oid, 'SELECT') OR NOT has_table_privilege(c.oid, $2)
ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C"`;

const PRIVILEGES: Readonly<Record<string, string>> = { InsertStmt: 'INSERT', UpdateStmt: 'UPDATE', DeleteStmt: 'DELETE', MergeStmt: 'UPDATE' };

function privilegeOf(statement: SqlStatement): string {
  return PRIVILEGES[statement.node] ?? 'SELECT';
}

function grantsFor(missing: readonly MissingRight[], statement: SqlStatement): string {
  const rights = [...new Set(['SELECT', privilegeOf(statement)])].join(', ');
  const grants = missing.flatMap(({ schema, name, usage, role }) => [
    ...(usage ? [] : [`GRANT USAGE ON SCHEMA ${quoteIdentifier(schema)} TO ${quoteIdentifier(role)};`]),
    `GRANT ${rights} ON ${quoteIdentifier(schema)}.${quoteIdentifier(name)} TO ${quoteIdentifier(role)};`,
  ]);
  return [...new Set(grants)].join(' ');
}
