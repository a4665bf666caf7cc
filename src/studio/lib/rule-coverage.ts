import { ruleOutcomes, type RuleCheck } from '#contract';
import { formatCount, formatPlural } from './format.ts';

const words = { finding: 'found something', clean: 'clean', skipped: 'skipped', failed: 'failed' } as const satisfies Record<RuleCheck['outcome'], string>;

/** `46 rules: 12 found something, 30 clean, 3 skipped, 1 failed`; what did not happen is left out. */
export function describeCoverage(checks: readonly RuleCheck[]): string {
  const parts = ruleOutcomes.map((outcome) => ({ outcome, count: countOutcome(checks, outcome) })).filter(({ count }) => count > 0);
  return `${formatPlural(checks.length, 'rule')}: ${parts.map(({ outcome, count }) => `${formatCount(count)} ${words[outcome]}`).join(', ')}`;
}

export function countOutcome(checks: readonly RuleCheck[], outcome: RuleCheck['outcome']): number {
  return checks.filter((check) => check.outcome === outcome).length;
}
