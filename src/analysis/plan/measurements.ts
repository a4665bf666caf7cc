import type { ExplainedPlan } from '#contract';

/** What a rule measures: rows and loops (ANALYZE), times of nodes (TIMING), blocks (BUFFERS), or the statement's own times (SUMMARY). */
export type Measurement = 'rows' | 'times' | 'blocks' | 'statement';

export interface Missing {
  readonly reason: string;
  readonly remedy: string;
}

/** Why a plan does not hold a measurement and how to get it; null when it does. */
export function missingMeasurement(plan: ExplainedPlan, needs: Measurement): Missing | null {
  if (!plan.analyzed) return noAnalyze;
  if (needs === 'times' && plan.root['Actual Total Time'] === undefined) return noTimes;
  if (needs === 'blocks' && plan.root['Shared Hit Blocks'] === undefined) return noBlocks;
  if (needs === 'statement' && plan.executionMs === undefined) return noSummary;
  return null;
}

const how = 'Run EXPLAIN (ANALYZE, BUFFERS) on it; it executes the statement.';
const noAnalyze: Missing = { reason: 'the statement was planned, not executed: the plan has no actual rows, times or buffers', remedy: how };
const noBlocks: Missing = { reason: 'the plan has no buffer counts', remedy: how };
const noTimes: Missing = { reason: 'the plan has no times of its nodes: TIMING was off', remedy: 'Run EXPLAIN (ANALYZE, BUFFERS) without TIMING OFF; it executes the statement.' };
const noSummary: Missing = { reason: 'the plan does not tell the times of planning and execution', remedy: 'Give the whole output, down to Execution Time; SUMMARY OFF leaves it out.' };
