import type { Finding, PlanNode, Skipped } from '#contract';

/** One node of a plan with its numbers as totals over all loops. Costs in planner units, times in milliseconds. */
export interface FlatPlanNode {
  /** Child numbers from the root: `0`, `0.1`, `0.1.0`. */
  readonly path: string;
  readonly depth: number;
  readonly type: string;
  /** `schema.name` when EXPLAIN was VERBOSE, else the bare name. */
  readonly relation: string | null;
  readonly alias: string | null;
  readonly index: string | null;
  readonly startupCost: number | null;
  readonly totalCost: number | null;
  readonly planRows: number | null;
  readonly width: number | null;
  /** Null when not executed; 0 = never executed. */
  readonly loops: number | null;
  /** Rows over all loops. */
  readonly actualRows: number | null;
  /** Time over all loops, children included, as the wall clock sees it: workers of a parallel plan run side by side. */
  readonly actualMs: number | null;
  /** Own part of `totalCost`: without the children. */
  readonly ownCost: number | null;
  readonly ownMs: number | null;
  readonly node: PlanNode;
}

export interface PlanProblems {
  /** `plan@1`: version of the rules and thresholds. */
  readonly ruleset: string;
  /** Worst first. */
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
}
