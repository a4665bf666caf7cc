import type { SqlStatement } from '#contract';
import { maskSql, type Masked, type MaskOptions } from './mask-sql.ts';

/** Statements whose literals are schema (defaults, checks, labels, comments on objects), not data. */
const SCHEMA_STATEMENTS = new Set([
  'CreateStmt', 'AlterTableStmt', 'CreateEnumStmt', 'AlterEnumStmt', 'CreateDomainStmt', 'AlterDomainStmt', 'IndexStmt', 'CommentStmt',
  'ViewStmt', 'CreateTableAsStmt', 'CreatePolicyStmt', 'AlterPolicyStmt', 'CreateTrigStmt', 'RenameStmt', 'DropStmt', 'VariableSetStmt',
  'TransactionStmt', 'CreateSchemaStmt', 'CreateExtensionStmt', 'CreateSeqStmt', 'AlterSeqStmt', 'CreateFunctionStmt', 'CompositeTypeStmt',
  'CreateRangeStmt', 'GrantStmt', 'CreateStatsStmt', 'AlterObjectSchemaStmt', 'AlterOwnerStmt', 'ReindexStmt', 'RuleStmt',
]);

export interface MaskedMigration {
  /** The whole file with data statements masked. */
  readonly text: string;
  /** The same a statement, in order. */
  readonly statements: readonly string[];
  readonly count: number;
}

/** Masks literals of statements that carry data (INSERT, UPDATE, COPY, CREATE ROLE, DO, …); schema statements keep theirs. */
export function maskMigration(sql: string, statements: readonly SqlStatement[], options: MaskOptions): MaskedMigration {
  const parts: string[] = [];
  const texts: string[] = [];
  let cursor = 0;
  let count = 0;
  for (const statement of statements) {
    const masked: Masked = SCHEMA_STATEMENTS.has(statement.node) ? { text: statement.text, count: 0 } : maskSql(statement.text, options);
    parts.push(sql.slice(cursor, statement.start), masked.text);
    texts.push(masked.text);
    cursor = statement.end;
    count += masked.count;
  }
  parts.push(sql.slice(cursor));
  return { text: parts.join(''), statements: texts, count };
}
