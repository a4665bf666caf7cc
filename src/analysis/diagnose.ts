import type { AcceptedRisk, Diagnostic, Finding, RuleCheck, Skipped, SqlParser, Suppression } from '#contract';
import { byKey } from './format/order.ts';
import { projectRules } from './project-rules.ts';
import { runRules, worstFirst } from './rule/run-rules.ts';
import { schemaFacts, type ProjectFacts } from './schema/schema-facts.ts';
import { unreadInputs } from './schema/rule-inputs.ts';
import { judgeFindings } from './suppression/judge-findings.ts';

export interface Diagnosis {
  readonly diagnostics: Diagnostic[];
  readonly skipped: Skipped[];
  /** One for each rule, by ruleset and id. */
  readonly checks: RuleCheck[];
  /** What the configuration takes out of `diagnostics`. */
  readonly accepted: readonly AcceptedRisk[];
  /** Suppressions of the configuration that hold on that day. */
  readonly suppressions: readonly Suppression[];
}

/**
 * All rules over a project's facts, without what its configuration accepts on the day `today` (`YYYY-MM-DD`; null = expiry is not
 * judged). Diagnostics worst first, then by stable id by code unit, numbered `d-001` …; a rule that could not look is in `checks`
 * with the reason and, where something would change that, in `skipped`.
 */
export function diagnose(project: ProjectFacts, parser: SqlParser, today: string | null = null): Diagnosis {
  const facts = schemaFacts(project, parser);
  const runs = projectRules.map(({ ruleset, rules }) => ({ ruleset, ...runRules(rules, facts, ({ id }) => unreadInputs(facts, id)) }));
  const { findings, accepted, suppressions } = judgeFindings(runs.flatMap((run) => run.findings).toSorted(worstFirst), project, today);
  return {
    diagnostics: findings.map(numbered),
    skipped: runs.flatMap(({ skipped }) => skipped).toSorted(byKey(({ part, reason }) => `${part}\n${reason}`)),
    checks: runs
      .flatMap(({ ruleset, results }) => results.map(({ rule, name, ...result }) => ({ rule, name, ruleset, ...result })))
      .toSorted(byKey(({ ruleset, rule }) => `${ruleset}\n${rule}`)),
    accepted,
    suppressions,
  };
}

function numbered(finding: Finding, index: number): Diagnostic {
  return { ...finding, shortId: `d-${String(index + 1).padStart(3, '0')}` };
}
