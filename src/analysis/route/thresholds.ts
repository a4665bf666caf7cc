/** Version of the route rules and of the numbers below. */
export const ROUTE_RULESET = 'route@1';

/** Every number a route rule compares with. */
export const routeThresholds = {
  /** R001: share of the reads of a resource that ask for credentials from which on an open one is an exception. */
  guardedReads: 0.5,
  /** R002: a list that returns this many rows in one answer. */
  listRows: 10_000,
  /** R004: from this share of operations with documented errors on, one without them is an exception worth naming; below, the document has none as a habit. */
  errorsDocumented: 0.8,
  /** R004: a habit cannot be read from fewer operations. */
  errorsSample: 5,
  /** R001, A001, R004: routes named as evidence. */
  shownRoutes: 5,
} as const;
