import type { SqlParser, SqlStatement } from '#contract';

const NEVER_IN_TRANSACTION = new Set(['CreatedbStmt', 'DropdbStmt', 'CreateTableSpaceStmt', 'DropTableSpaceStmt', 'AlterSystemStmt']);

/** True when a statement of the text cannot run in a transaction block (CREATE INDEX CONCURRENTLY, VACUUM, …). */
export function needsOwnTransaction(sql: string, parser: SqlParser): boolean {
  const parsed = parser.parse(sql);
  return parsed.ok && parsed.statements.some(refusesTransaction);
}

function refusesTransaction({ node, tree }: SqlStatement): boolean {
  if (NEVER_IN_TRANSACTION.has(node)) return true;
  // ANALYZE is a VacuumStmt too.
  if (node === 'VacuumStmt') return tree['is_vacuumcmd'] === true;
  if (node === 'IndexStmt' || node === 'DropStmt') return tree['concurrent'] === true;
  return node === 'ReindexStmt' && JSON.stringify(tree['params'] ?? []).includes('"concurrently"');
}
