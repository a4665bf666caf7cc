import { hazardRules } from '../migration/hazard-rules.ts';
import { planRules } from '../plan/find-plan-problems.ts';
import { routeRules } from '../route/route-rules.ts';
import { schemaRules } from '../schema/schema-rules.ts';
import type { RuleInfo } from './rule.ts';

/** Every rule that can give a finding, of every kind. */
export function knownRules(): readonly RuleInfo[] {
  return [...schemaRules, ...routeRules, ...hazardRules, ...planRules];
}
