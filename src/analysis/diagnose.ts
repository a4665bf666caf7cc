import type { AcceptedRisk, Diagnostic, Skipped, SqlParser, Suppression } from '#contract';
import { routeRules } from './route/route-rules.ts';
import { runRules } from './rule/run-rules.ts';
import { schemaFacts, type ProjectFacts } from './schema/schema-facts.ts';
import { schemaRules } from './schema/schema-rules.ts';
import { judgeFindings } from './suppression/judge-findings.ts';

export interface Diagnosis {
  readonly diagnostics: Diagnostic[];
  readonly skipped: Skipped[];
  readonly accepted: readonly AcceptedRisk[];
  /** Suppressions of the configuration that hold on that day. */
  readonly suppressions: readonly Suppression[];
}

/**
 * All rules over a project's facts, without what its configuration accepts on the day `today` (`YYYY-MM-DD`; null = expiry is not
 * judged). Diagnostics worst first, then by stable id by code unit, numbered `d-001` …; a rule that could not look is in `skipped`,
 * never silently clean.
 */
export function diagnose(facts: ProjectFacts, parser: SqlParser, today: string | null = null): Diagnosis {
  const { findings, skipped } = runRules([...schemaRules, ...routeRules], schemaFacts(facts, parser));
  const judged = judgeFindings(findings, facts, today);
  return {
    diagnostics: judged.findings.map((finding, index) => ({ ...finding, shortId: `d-${String(index + 1).padStart(3, '0')}` })),
    skipped: [...skipped],
    accepted: judged.accepted,
    suppressions: judged.suppressions,
  };
}
