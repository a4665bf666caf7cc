/** Version of the lock table and the hazard rules. */
export const MIGRATION_RULESET = 'migration@1';

/** Every number a hazard rule compares with (rules/migrations.md). */
export const migrationThresholds = {
  /** Level rule: a table from here on, or of unknown size, makes a rewrite or scan under ACCESS EXCLUSIVE an error. */
  largeRows: 10_000,
  /** Rows a batch of the safer forms changes. */
  batchRows: 5000,
} as const;
