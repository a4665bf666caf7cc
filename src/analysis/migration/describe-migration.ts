import type { Model, SqlParser, SqlStatement } from '#contract';
import { runRules } from '../rule/run-rules.ts';
import { statementNode } from '../sql/tree.ts';
import type { Effect } from './effect.ts';
import { createFileState, type FileState } from './file-state.ts';
import { hazardRules } from './hazard-rules.ts';
import type { MigrationFacts } from './migration-facts.ts';
import type { MigrationOptions, MigrationReport } from './migration-report.ts';
import { statementEffects } from './statement-effects.ts';
import { MIGRATION_RULESET } from './thresholds.ts';
import { toStatement } from './to-statement.ts';

/**
 * What a migration does, statement by statement, and the hazards in it, judged against the tables as the snapshot has them.
 * Text that does not parse gives `syntaxError` and no statements. Never guesses a lock: what is not known is null.
 */
export function describeMigration(sql: string, parser: SqlParser, models: readonly Model[], options: MigrationOptions = {}): MigrationReport {
  const parsed = parser.parse(sql);
  if (!parsed.ok) {
    const line = parsed.position === null ? null : lineAt(sql, parsed.position);
    return { ruleset: MIGRATION_RULESET, syntaxError: { message: parsed.message, line }, statements: [], findings: [], skipped: [] };
  }
  const facts = readFacts({ sql, statements: parsed.statements }, parser, models, options);
  const { findings, skipped } = runRules(hazardRules, facts);
  return { ruleset: MIGRATION_RULESET, syntaxError: null, statements: facts.steps.map(({ statement }) => statement), findings, skipped };
}

function readFacts(
  file: { readonly sql: string; readonly statements: readonly SqlStatement[] },
  parser: SqlParser,
  models: readonly Model[],
  options: MigrationOptions,
): MigrationFacts {
  const state = createFileState(models, options.serverVersion ?? null);
  const steps = file.statements.map((statement, index) => {
    const { hasLockTimeout: hadLockTimeout, hasStatementTimeout: hadStatementTimeout } = state;
    const effects: Effect[] = statementEffects(state, statementNode(statement));
    const place = { number: index + 1, line: lineAt(file.sql, statement.start) };
    const transaction = followTransaction(state, effects);
    return { statement: toStatement(statement, place, effects), effects, hadLockTimeout, hadStatementTimeout, transaction };
  });
  return { steps, parser, models, migrationId: options.migrationId ?? 'migration', transactional: options.transactional ?? null, serverVersion: options.serverVersion ?? null, down: options.down };
}

/** The transaction of the file's own a statement belongs to; BEGIN opens the next one, COMMIT and ROLLBACK close it. */
function followTransaction(state: FileState, effects: readonly Effect[]): number {
  const [first] = effects;
  const inside = state.transaction.open ? state.transaction.count : 0;
  if (first?.action !== 'transaction') return inside;
  if (first.command === 'BEGIN' || first.command === 'START') state.transaction = { count: state.transaction.count + 1, open: true };
  if (first.command === 'COMMIT' || first.command === 'ROLLBACK') state.transaction = { ...state.transaction, open: false };
  return inside;
}

function lineAt(sql: string, offset: number): number {
  let line = 1;
  for (let index = sql.indexOf('\n'); index >= 0 && index < offset; index = sql.indexOf('\n', index + 1)) line += 1;
  return line;
}
