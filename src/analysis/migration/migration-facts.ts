import type { Model, SqlParser } from '#contract';
import type { Effect } from './effect.ts';
import type { MigrationStatement } from './migration-report.ts';

/** A whole migration as the hazard rules see it. */
export interface MigrationFacts {
  readonly steps: readonly MigrationStep[];
  readonly parser: SqlParser;
  readonly models: readonly Model[];
  readonly migrationId: string;
  /** True also when nobody said otherwise. */
  readonly transactional: boolean;
  readonly serverVersion: number | null;
}

export interface MigrationStep {
  readonly statement: MigrationStatement;
  readonly effects: readonly Effect[];
  /** A lock_timeout was set when the statement began. */
  readonly hadLockTimeout: boolean;
}
