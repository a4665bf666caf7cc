import type { Diagnostic, Skipped, SqlParser } from '#contract';
import { routeRules } from './route/route-rules.ts';
import { runRules } from './rule/run-rules.ts';
import { schemaFacts, type ProjectFacts } from './schema/schema-facts.ts';
import { schemaRules } from './schema/schema-rules.ts';

/**
 * All rules over a project's facts. Diagnostics worst first, then by stable id by code unit, numbered `d-001` …;
 * a rule that could not look is in `skipped`, never silently clean.
 */
export function diagnose(facts: ProjectFacts, parser: SqlParser): { diagnostics: Diagnostic[]; skipped: Skipped[] } {
  const { findings, skipped } = runRules([...schemaRules, ...routeRules], schemaFacts(facts, parser));
  return {
    diagnostics: findings.map((finding, index) => ({ ...finding, shortId: `d-${String(index + 1).padStart(3, '0')}` })),
    skipped: [...skipped],
  };
}
