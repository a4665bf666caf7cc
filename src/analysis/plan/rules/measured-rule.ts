import type { Finding } from '#contract';
import { found, type Rule, type RuleInfo } from '../../rule/rule.ts';
import type { PlanFacts } from '../plan-facts.ts';
import type { FlatPlanNode } from '../plan-types.ts';

/** A rule over nodes that ran: without ANALYZE there are none, and a node that was never executed (P029) is not judged. */
export function measuredRule(info: RuleInfo, describe: (facts: PlanFacts, node: FlatPlanNode) => Finding | null): Rule<PlanFacts> {
  return {
    ...info,
    check: (facts) => found(facts.nodes.filter(({ loops }) => loops !== null && loops > 0).flatMap((node) => describe(facts, node) ?? [])),
  };
}
