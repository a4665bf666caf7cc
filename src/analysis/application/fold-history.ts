import type { Migration, SqlParser } from '#contract';
import { byKey } from '../format/order.ts';
import { statementNode } from '../sql/tree.ts';
import { foldStatement } from './fold-statement.ts';
import { foldHidden } from './hidden-statements.ts';
import { createSchemaHistory, leaveUntold, type ExpectedTable, type SchemaHistory } from './schema-history.ts';

export type FoldedHistory = { readonly ok: true; readonly tables: readonly ExpectedTable[] } | { readonly ok: false; readonly reason: string };

/** The tables the applied migrations make, in the order they ran; or why their files do not tell. */
export function foldHistory(applied: readonly Migration[], parser: SqlParser): FoldedHistory {
  const history = createSchemaHistory();
  for (const migration of inOrder(applied)) {
    foldFile(history, migration, parser);
    if (history.untold !== null) return { ok: false, reason: history.untold };
  }
  return { ok: true, tables: [...history.tables.values()] };
}

/** By the time they were applied where the history tells it of each; else as the tool orders its files. */
function inOrder(applied: readonly Migration[]): readonly Migration[] {
  return applied.every(({ appliedAt }) => appliedAt !== null) ? applied.toSorted(byKey(({ appliedAt }) => appliedAt ?? '')) : applied;
}

function foldFile(history: SchemaHistory, migration: Migration, parser: SqlParser): void {
  history.migration = migration.id;
  history.searchSchema = null;
  const parsed = parser.parse(migration.up.text);
  if (!parsed.ok) return leaveUntold(history, 'does not parse as SQL');
  for (const statement of parsed.statements) {
    const node = statementNode(statement);
    foldHidden(history, node, parser);
    foldStatement(history, node);
  }
}
