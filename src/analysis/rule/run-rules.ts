import { findingLevels, type Finding, type Skipped } from '#contract';
import { byCodeUnit, byKey } from '../format/order.ts';
import type { Rule, RuleOutcome } from './rule.ts';

/** Runs every rule over the same facts; findings worst first, then by id. A rule that throws is reported as skipped, never as clean. */
export function runRules<Facts>(rules: readonly Rule<Facts>[], facts: Facts): RuleOutcome {
  const outcomes = rules.map((rule) => outcomeOf(rule, facts));
  return {
    findings: withoutTwins(outcomes.flatMap((outcome) => outcome.findings).toSorted(worstFirst)),
    skipped: outcomes.flatMap((outcome) => outcome.skipped).toSorted(byKey(({ part, reason }) => `${part}\n${reason}`)),
  };
}

/** Error, warning, info; then by id. */
export function worstFirst(left: Finding, right: Finding): number {
  const levels = findingLevels.indexOf(left.level) - findingLevels.indexOf(right.level);
  return levels === 0 ? byCodeUnit(left.id, right.id) : levels;
}

function outcomeOf<Facts>(rule: Rule<Facts>, facts: Facts): RuleOutcome {
  try {
    return rule.check(facts);
  } catch (error) {
    return { findings: [], skipped: [failure(rule.id, rule.name, error)] };
  }
}

function failure(id: string, name: string, error: unknown): Skipped {
  const message = error instanceof Error ? error.message : 'no message';
  return { part: `${id} ${name}`, reason: `the rule failed: ${message}`, remedy: 'Report it with the definition of the object it looked at.' };
}

/** Ids are unique: hostile names can collide (`a:b` + `c`, `a` + `b:c`), and the later one gets a number. */
function withoutTwins(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const count = (seen.get(finding.id) ?? 0) + 1;
    seen.set(finding.id, count);
    return count === 1 ? finding : { ...finding, id: `${finding.id}#${count}` };
  });
}
