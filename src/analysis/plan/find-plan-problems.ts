import type { ExplainedPlan, Model, Skipped, SqlParser } from '#contract';
import type { Rule } from '../rule/rule.ts';
import { runRules } from '../rule/run-rules.ts';
import { planFacts, type PlanFacts } from './plan-facts.ts';
import { PLAN_RULESET } from './plan-thresholds.ts';
import type { PlanProblems } from './plan-types.ts';
import { functionOnColumn } from './rules/function-on-column.ts';
import { largeOffset, sortUnderLimit, wideRows } from './rules/rows-and-sorts.ts';
import { seqScanLarge } from './rules/seq-scan-large.ts';

/** Every rule over a plan, in the order of their ids. */
export const planRules: readonly Rule<PlanFacts>[] = [seqScanLarge, wideRows, sortUnderLimit, largeOffset, functionOnColumn];

/** What the rules see in a plan, with value, threshold and node path each; rules that need an executed plan are skipped with the reason. */
export function findPlanProblems(plan: ExplainedPlan, models: readonly Model[], parser: SqlParser): PlanProblems {
  const { findings, skipped } = runRules(planRules, planFacts(plan, models, parser));
  return { ruleset: PLAN_RULESET, findings, skipped: [...missingMeasurements(plan), ...skipped] };
}

/** P025: what the plan does not hold. */
function missingMeasurements(plan: ExplainedPlan): Skipped[] {
  if (plan.analyzed) return [];
  return [
    {
      part: 'P002–P024 of plan@1',
      reason: 'the statement was planned, not executed: the plan has no actual rows, times or buffers',
      remedy: 'Run EXPLAIN (ANALYZE, BUFFERS) on it; it executes the statement.',
    },
  ];
}
