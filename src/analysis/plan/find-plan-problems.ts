import type { ExplainedPlan, Model, SqlParser } from '#contract';
import type { Rule } from '../rule/rule.ts';
import { runRules } from '../rule/run-rules.ts';
import { planFacts, type PlanFacts } from './plan-facts.ts';
import { PLAN_RULESET } from './plan-thresholds.ts';
import type { PlanProblems } from './plan-types.ts';
import { skippedTogether } from './skipped-together.ts';
import { bitmapLossy, coldCache, heapFetches, lowSelectivityIndex } from './rules/blocks.ts';
import { neverExecuted, notMeasured } from './rules/coverage.ts';
import { cteMisestimate, rowMisestimate } from './rules/estimates.ts';
import { filterDiscards, indexFilterInefficient } from './rules/filters.ts';
import { functionOnColumn } from './rules/function-on-column.ts';
import { joinFilterDiscards, materializeRescans, nestedLoopHot, nestedLoopSeqInner, subplanRepeated } from './rules/loops.ts';
import { largeOffset, sortUnderLimit, wideRows } from './rules/rows-and-sorts.ts';
import { seqScanLarge } from './rules/seq-scan-large.ts';
import { hashSpill, sortSpill, tempIo } from './rules/spills.ts';
import { jitDominates, planningDominates, triggerTime } from './rules/statement.ts';
import { hotNode, parallelNoGain, workersNotLaunched } from './rules/time.ts';

/** Every rule over a plan, in the order of their ids. */
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
  planningDominates,
  jitDominates,
  triggerTime, // P020
  wideRows,
  cteMisestimate,
  hotNode,
  coldCache,
  notMeasured, // P025
  sortUnderLimit,
  largeOffset,
  functionOnColumn,
  neverExecuted, // P029
];

/** What the rules see in a plan, with value, threshold and node path each; a rule that could not look is in `skipped` with the reason. */
export function findPlanProblems(plan: ExplainedPlan, models: readonly Model[], parser: SqlParser | null): PlanProblems {
  const { findings, skipped } = runRules(planRules, planFacts(plan, models, parser));
  return { ruleset: PLAN_RULESET, findings, skipped: skippedTogether(skipped) };
}
