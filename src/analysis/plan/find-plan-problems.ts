import type { ExplainedPlan, Model, Skipped, SqlParser } from '#contract';
import type { Rule } from '../rule/rule.ts';
import { runRules } from '../rule/run-rules.ts';
import { planFacts, type PlanFacts } from './plan-facts.ts';
import { PLAN_RULESET } from './plan-thresholds.ts';
import type { PlanProblems } from './plan-types.ts';
import { bitmapLossy, coldCache, heapFetches, lowSelectivityIndex } from './rules/blocks.ts';
import { cteMisestimate, rowMisestimate } from './rules/estimates.ts';
import { filterDiscards, indexFilterInefficient } from './rules/filters.ts';
import { functionOnColumn } from './rules/function-on-column.ts';
import { joinFilterDiscards, materializeRescans, nestedLoopHot, nestedLoopSeqInner, subplanRepeated } from './rules/loops.ts';
import { largeOffset, sortUnderLimit, wideRows } from './rules/rows-and-sorts.ts';
import { seqScanLarge } from './rules/seq-scan-large.ts';
import { hashSpill, sortSpill, tempIo } from './rules/spills.ts';
import { hotNode, parallelNoGain, workersNotLaunched } from './rules/time.ts';

/** Every rule over a plan, in the order of their ids; P025 and P029 are in how plans are read. */
export const planRules: readonly Rule<PlanFacts>[] = [
  seqScanLarge, // P001
  rowMisestimate,
  filterDiscards,
  indexFilterInefficient,
  sortSpill, // P005
  hashSpill,
  tempIo,
  nestedLoopHot,
  nestedLoopSeqInner,
  joinFilterDiscards, // P010
  subplanRepeated,
  materializeRescans,
  bitmapLossy,
  heapFetches,
  lowSelectivityIndex, // P015
  workersNotLaunched,
  parallelNoGain,
  wideRows, // P021
  cteMisestimate,
  hotNode,
  coldCache,
  sortUnderLimit, // P026
  largeOffset,
  functionOnColumn,
];

/** What the rules see in a plan, with value, threshold and node path each; rules that need an executed plan are skipped with the reason. */
export function findPlanProblems(plan: ExplainedPlan, models: readonly Model[], parser: SqlParser): PlanProblems {
  const { findings, skipped } = runRules(planRules, planFacts(plan, models, parser));
  return { ruleset: PLAN_RULESET, findings, skipped: [...missingMeasurements(plan), ...skipped] };
}

/** P025: what the plan does not hold, and so which rules could not look. */
function missingMeasurements(plan: ExplainedPlan): Skipped[] {
  const how = 'Run EXPLAIN (ANALYZE, BUFFERS) on it; it executes the statement.';
  if (!plan.analyzed) {
    return [{ part: 'P002–P020, P022–P024 of plan@1', reason: 'the statement was planned, not executed: the plan has no actual rows, times or buffers', remedy: how }];
  }
  const times = { part: 'P018–P020 of plan@1', reason: 'planning, JIT and trigger times are not part of the plan tree', remedy: null };
  if (plan.root['Shared Hit Blocks'] !== undefined) return [times];
  return [times, { part: 'P007, P015 and P024 of plan@1', reason: 'the plan has no buffer counts', remedy: how }];
}
