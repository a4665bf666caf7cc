/** Version of the plan rules and of the numbers below. */
export const PLAN_RULESET = 'plan@1';

/** Every number a plan rule compares with (rules/plans.md). */
export const planThresholds = {
  /** P001: rows read, and share of the whole plan that is the scan's own. */
  scanRows: 10_000,
  scanRowsError: 1_000_000,
  scanShare: 0.1,
  /** P021. */
  wideBytes: 2000,
  wideRows: 10_000,
  /** P026. */
  sortedRows: 10_000,
  /** P027. */
  skippedRows: 10_000,
} as const;
