import { hazardRules } from './migration/hazard-rules.ts';
import { MIGRATION_RULESET } from './migration/thresholds.ts';
import { planRules } from './plan/find-plan-problems.ts';
import { indexWouldHelp } from './plan/index-would-help.ts';
import { PLAN_RULESET } from './plan/plan-thresholds.ts';
import { byCodeUnit } from './format/order.ts';
import { projectRules } from './project-rules.ts';
import type { RuleInfo } from './rule/rule.ts';

export interface RuleDescription extends RuleInfo {
  /** Such as `schema@1`. */
  readonly ruleset: string;
}

/** Every rule there is, by id: what it is called, how bad it is unless the object changes that, and why it matters. */
export const allRules: readonly RuleDescription[] = [
  ...projectRules.flatMap(({ ruleset, rules }) => rules.map((rule) => describe(rule, ruleset))),
  ...hazardRules.map((rule) => describe(rule, MIGRATION_RULESET)),
  ...[...planRules, indexWouldHelp].map((rule) => describe(rule, PLAN_RULESET)),
].toSorted((left, right) => byCodeUnit(left.id, right.id));

function describe({ id, name, level, title, rationale }: RuleInfo, ruleset: string): RuleDescription {
  return { id, name, level, title, rationale, ruleset };
}
