import type { SqlStatement } from '#contract';
import { maskSql, type Masked, type MaskOptions } from './mask-sql.ts';

/** Statements whose literals are schema (defaults, checks, labels, settings), not data or prose. */
const SCHEMA_STATEMENTS = new Set([
  'CreateStmt', 'AlterTableStmt', 'CreateEnumStmt', 'AlterEnumStmt', 'CreateDomainStmt', 'AlterDomainStmt', 'IndexStmt', 'CreatePolicyStmt',
  'AlterPolicyStmt', 'RenameStmt', 'DropStmt', 'VariableSetStmt',
  'TransactionStmt', 'CreateSchemaStmt', 'CreateExtensionStmt', 'CreateSeqStmt', 'AlterSeqStmt', 'CompositeTypeStmt',
  'CreateRangeStmt', 'GrantStmt', 'CreateStatsStmt', 'AlterObjectSchemaStmt', 'AlterOwnerStmt', 'ReindexStmt',
]);

export interface MaskedMigration {
  /** The whole file with data statements masked. */
  readonly text: string;
  /** The same a statement, in order. */
  readonly statements: readonly string[];
  readonly count: number;
  /** What was replaced, without quotes. */
  readonly hidden: readonly string[];
}

/**
 * Masks literals of statements that carry data, queries or prose (INSERT, UPDATE, COPY, CREATE ROLE, CREATE VIEW, COMMENT ON, DO, …);
 * schema statements keep theirs. The body of a function stays readable: the literals inside it are masked.
 */
export function maskMigration(sql: string, statements: readonly SqlStatement[], options: MaskOptions): MaskedMigration {
  const parts: string[] = [];
  const texts: string[] = [];
  const hidden: string[] = [];
  let cursor = 0;
  for (const statement of statements) {
    const masked = maskStatement(statement, options);
    parts.push(sql.slice(cursor, statement.start), masked.text);
    texts.push(masked.text);
    cursor = statement.end;
    hidden.push(...masked.hidden);
  }
  parts.push(sql.slice(cursor));
  return { text: parts.join(''), statements: texts, count: hidden.length, hidden };
}

function maskStatement({ node, text }: SqlStatement, options: MaskOptions): Masked {
  if (SCHEMA_STATEMENTS.has(node)) return { text, count: 0, hidden: [] };
  return maskSql(text, node === 'CreateFunctionStmt' ? { ...options, opensBodies: true } : options);
}
