/** Version of the plan rules and of the numbers below. */
export const PLAN_RULESET = 'plan@1';

/** Every number a plan rule compares with (rules/plans.md). */
export const planThresholds = {
  /** P001: rows read, and share of the whole plan that is the scan's own. */
  scanRows: 10_000,
  scanRowsError: 1_000_000,
  scanShare: 0.1,
  /** P002: how far the estimate is off; below `noticeable` rows an info finding is noise. */
  misestimate: 10,
  misestimateError: 100,
  misestimateInfo: 2,
  noticeable: 100,
  /** P003, P004: share of the rows read that a filter throws away; below `filterRows` rows read it does not matter. */
  discarded: 0.5,
  discardedWarning: 0.9,
  discardedError: 0.95,
  discardedErrorRows: 10_000,
  filterRows: 1000,
  /** P005. */
  sortSpillError: 100 * 1024 * 1024,
  /** P006. */
  hashBatchesError: 8,
  /** P008. */
  innerLoops: 1000,
  innerLoopsError: 10_000,
  innerMs: 500,
  innerMsError: 5000,
  /** P009. */
  seqInnerLoops: 100,
  /** P010. */
  joinDiscards: 10_000,
  joinDiscardsError: 1_000_000,
  /** P011. */
  subplanLoops: 1000,
  subplanLoopsError: 10_000,
  /** P012. */
  rescans: 100,
  rescansError: 10_000,
  /** P013. */
  lossy: 0.5,
  lossyError: 0.9,
  /** P014; below `heapFetches` fetches the share says nothing. */
  heapFetchShare: 0.4,
  heapFetchShareError: 0.9,
  heapFetches: 1000,
  /** P015, P024. */
  coldShare: 0.5,
  coldBlocks: 1000,
  lowSelectivityRows: 10_000,
  /** P017. */
  gatherShare: 0.5,
  /** P018: share of the execution; a short planning does not matter. */
  planningMs: 10,
  planningShare: 0.4,
  planningShareWarning: 0.9,
  /** P019: share of the execution. */
  jitShare: 0.4,
  /** P020: share of the execution; below `triggerMs` in all it does not matter. */
  triggerMs: 1,
  triggerShare: 0.1,
  triggerShareWarning: 0.4,
  /** P022. */
  cteMisestimate: 3,
  cteRows: 100,
  /** P023. */
  hotShare: 0.4,
  hotShareWarning: 0.9,
  /** P021. */
  wideBytes: 2000,
  wideRows: 10_000,
  /** P026. */
  sortedRows: 10_000,
  /** P027. */
  skippedRows: 10_000,
  /** P030: cost of the plan, in the planner's units, and the share of it that an index must save (dexter); from which share on it is a warning. */
  whatIfCost: 100,
  whatIfSaving: 0.5,
  whatIfSavingWarning: 0.9,
} as const;
