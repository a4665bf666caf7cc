/** Version of the schema rules and of the numbers below. */
export const SCHEMA_RULESET = 'schema@1';

/** Every number a schema rule compares with, and where it comes from (rules/diagnostics.md). */
export const schemaThresholds = {
  /** D019: share of the highest value a sequence can reach. */
  sequenceWarning: 0.8,
  sequenceError: 0.9,
  /** D013, D015: indexes below this size cost too little to speak of. */
  indexBytes: 1024 * 1024,
  /** D015. */
  mostlyNull: 0.5,
  /** D016. */
  scans: 100,
  scanRows: 10_000,
  /** D017. */
  staleRows: 10_000,
  staleShare: 0.2,
  /** D018. */
  deadRows: 10_000,
  deadShare: 0.2,
  /** D037: transactions; the lower limit is autovacuum_freeze_max_age. */
  freezeError: 1_500_000_000,
  /** D038, D039, D040: seconds. */
  idleSeconds: 300,
  blockedSeconds: 5,
  activeSeconds: 60,
  /** D041: share of blocks found in memory, over more than this many blocks. */
  cacheHit: 0.985,
  cacheBlocks: 100_000,
  /** D042, D044. */
  queryCalls: 20,
  queryMeanMs: 200,
  /** D043. */
  queryShare: 0.33,
  /** A table from here on is too large to rewrite or scan under an exclusive lock (level rule of rules/migrations.md). */
  largeRows: 10_000,
  /** R002: a list that returns this many rows in one answer. */
  listRows: 10_000,
} as const;
