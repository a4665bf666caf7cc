import { findingLevels, type Finding, type RuleCheck, type Skipped } from '#contract';
import { byCodeUnit, byKey } from '../format/order.ts';
import type { Rule, RuleOutcome } from './rule.ts';

/** What a run gave, and what became of each of its rules, in their order. */
export interface RuleRun {
  readonly findings: readonly Finding[];
  readonly skipped: readonly Skipped[];
  readonly results: readonly RuleResult[];
}

/** A `RuleCheck` of a set of rules that has yet to be named. */
export type RuleResult = Omit<RuleCheck, 'ruleset'>;

/**
 * Runs every rule over the same facts; findings worst first, then by id. A rule that throws is `failed`, never clean, and named in
 * `skipped` too. `unread` says what of the facts a rule looks at could not be read: with that, finding nothing is no clean result.
 */
export function runRules<Facts>(rules: readonly Rule<Facts>[], facts: Facts, unread: (rule: Rule<Facts>) => readonly string[] = () => []): RuleRun {
  const outcomes = rules.map((rule) => ({ rule, ...outcomeOf(rule, facts) }));
  return {
    findings: withoutTwins(outcomes.flatMap(({ outcome }) => outcome.findings).toSorted(worstFirst)),
    skipped: distinct(outcomes.flatMap(({ outcome }) => outcome.skipped)),
    results: outcomes.map(({ rule, outcome, error }) => resultOf(rule, outcome, { error, unread: unread(rule) })),
  };
}

/** Error, warning, info; then by id. */
export function worstFirst(left: Finding, right: Finding): number {
  const levels = findingLevels.indexOf(left.level) - findingLevels.indexOf(right.level);
  return levels === 0 ? byCodeUnit(left.id, right.id) : levels;
}

interface Attempt {
  readonly outcome: RuleOutcome;
  /** What it threw; null when it did not. */
  readonly error: string | null;
}

function outcomeOf<Facts>(rule: Rule<Facts>, facts: Facts): Attempt {
  try {
    return { outcome: rule.check(facts), error: null };
  } catch (thrown) {
    const error = `the rule failed: ${thrown instanceof Error ? thrown.message : 'no message'}`;
    return { outcome: { findings: [], skipped: [failure(rule.id, rule.name, error)] }, error };
  }
}

function failure(id: string, name: string, reason: string): Skipped {
  return { part: `${id} ${name}`, reason, remedy: 'Report it with the definition of the object it looked at.' };
}

function resultOf<Facts>({ id, name }: Rule<Facts>, outcome: RuleOutcome, run: { readonly error: string | null; readonly unread: readonly string[] }): RuleResult {
  const findings = outcome.findings.length;
  if (run.error !== null) return { rule: id, name, outcome: 'failed', findings, reason: run.error };
  const reasons = [outcome.notApplicable ?? [], ...outcome.skipped.map(({ reason }) => reason), ...run.unread].flat();
  const reason = reasons.length === 0 ? null : [...new Set(reasons)].join('; ');
  if (findings > 0) return { rule: id, name, outcome: 'finding', findings, reason };
  return { rule: id, name, outcome: reason === null ? 'clean' : 'skipped', findings, reason };
}

/** By part, then reason. What several rules say alike is said once. */
function distinct(skipped: readonly Skipped[]): Skipped[] {
  const key = ({ part, reason }: Skipped) => `${part}\n${reason}`;
  return [...new Map(skipped.map((entry) => [key(entry), entry])).values()].toSorted(byKey(key));
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
