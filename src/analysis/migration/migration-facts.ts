import type { Model, SqlParser } from '#contract';
import type { Effect } from './effect.ts';
import type { MigrationStatement } from './migration-report.ts';

/** A whole migration as the hazard rules see it. */
export interface MigrationFacts {
  readonly steps: readonly MigrationStep[];
  readonly parser: SqlParser;
  readonly models: readonly Model[];
  readonly migrationId: string;
  /** Null = nobody said: then the file is taken as one transaction where that makes a lock last, and not where it would be an error. */
  readonly transactional: boolean | null;
  readonly serverVersion: number | null;
  /** Text of the down file; null = there is none, undefined = nobody said. */
  readonly down: string | null | undefined;
}

export interface MigrationStep {
  readonly statement: MigrationStatement;
  readonly effects: readonly Effect[];
  /** A lock_timeout was set when the statement began. */
  readonly hadLockTimeout: boolean;
  readonly hadStatementTimeout: boolean;
  /** Number of the transaction the file itself opens around it (BEGIN … COMMIT), from 1; 0 = none of the file's own. */
  readonly transaction: number;
}

/** Two statements of one transaction: the file's own, or the one it is run in, which nobody having said is taken for one. */
export function sharesTransaction({ transactional }: MigrationFacts, earlier: MigrationStep, later: MigrationStep): boolean {
  return earlier.transaction === later.transaction && (later.transaction > 0 || transactional !== false);
}
