import type { Model, Skipped, SqlParser, SqlStatement } from '#contract';
import { whyUnjudged } from '../rule/judged.ts';
import { runRules, worstFirst } from '../rule/run-rules.ts';
import { lineCounter } from '../sql/line-counter.ts';
import { statementNode } from '../sql/tree.ts';
import { acceptHazards } from './accepted-hazards.ts';
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
 * Text that does not parse gives `syntaxError` and no statements. Never guesses a lock: what is not known is null. Models as code declares
 * them count as no snapshot: code is ahead of the database by just the files that are pending.
 */
export function describeMigration(sql: string, parser: SqlParser, snapshotModels: readonly Model[], options: MigrationOptions = {}): MigrationReport {
  const parsed = parser.parse(sql);
  if (!parsed.ok) {
    const line = parsed.position === null ? null : lineCounter(sql)(parsed.position);
    return { ruleset: MIGRATION_RULESET, syntaxError: { message: parsed.message, line }, statements: [], findings: [], accepted: [], skipped: [] };
  }
  const models = whyUnjudged(snapshotModels) === null ? snapshotModels : [];
  const file = { sql, statements: parsed.statements };
  const facts = readFacts(file, parser, models, options);
  const { findings: hazards, skipped } = runRules(hazardRules, facts);
  const { findings, accepted } = acceptHazards(file, hazards, {
    parser,
    migrationId: facts.migrationId,
    source: options.source ?? facts.migrationId,
    today: options.today ?? null,
    rules: hazardRules,
    unjudged: unjudged(skipped, options),
    applied: options.state === 'applied',
  });
  const statements = facts.steps.map(({ statement }) => statement);
  return { ruleset: MIGRATION_RULESET, syntaxError: null, statements, findings: findings.toSorted(worstFirst), accepted, skipped };
}

/** Rules that failed or could not look, and those that hang on an answer the caller did not give. */
function unjudged(skipped: readonly Skipped[], { down, transactional }: MigrationOptions): ReadonlySet<string> {
  const failed = skipped.flatMap(({ part }) => /^M\d+/.exec(part)?.[0] ?? []);
  return new Set([...failed, ...(down === undefined ? ['M042'] : []), ...(transactional == null ? ['M004', 'M043'] : [])]);
}

function readFacts(
  file: { readonly sql: string; readonly statements: readonly SqlStatement[] },
  parser: SqlParser,
  models: readonly Model[],
  options: MigrationOptions,
): MigrationFacts {
  const state = createFileState(models, { serverVersion: options.serverVersion ?? null, phase: options.state ?? 'pending' });
  const lineOf = lineCounter(file.sql);
  const steps = file.statements.map((statement, index) => {
    const { hasLockTimeout: hadLockTimeout, hasStatementTimeout: hadStatementTimeout } = state;
    const effects: Effect[] = statementEffects(state, statementNode(statement));
    const place = { number: index + 1, line: lineOf(statement.start) };
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
  if (first.command === 'COMMIT' || first.command === 'ROLLBACK') {
    state.transaction = { ...state.transaction, open: false };
    Object.assign(state, state.session);
  }
  return inside;
}
