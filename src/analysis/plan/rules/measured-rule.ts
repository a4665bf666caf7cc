import type { Finding } from '#contract';
import { found, notChecked, type Rule, type RuleInfo } from '../../rule/rule.ts';
import { missingMeasurement, type Measurement } from '../measurements.ts';
import type { PlanFacts } from '../plan-facts.ts';
import type { FlatPlanNode } from '../plan-types.ts';

/** A rule over nodes that ran. It is skipped when the plan does not hold what it measures; a node that was never executed (P029) is not judged. */
export function measuredRule(info: RuleInfo, describe: (facts: PlanFacts, node: FlatPlanNode) => Finding | null, needs: Measurement = 'rows'): Rule<PlanFacts> {
  return {
    ...info,
    check(facts) {
      const missing = missingMeasurement(facts.plan, needs);
      if (missing !== null) return notChecked(info, missing.reason, missing.remedy);
      return found(facts.nodes.filter(({ loops }) => loops !== null && loops > 0).flatMap((node) => describe(facts, node) ?? []));
    },
  };
}
