import { findPlanProblems, readPastedPlan, renderPlan } from '#analysis';
import type { Model, PlanResponse } from '#contract';

export type PastedPlanView = { readonly ok: true; readonly plan: PlanResponse } | { readonly ok: false; readonly message: string };

/**
 * A pasted plan in the shape of an answer of the plan endpoint, with its findings; what reads SQL is skipped, because no parser is at hand.
 * Literals are shown: it is for the eyes of who pasted it, not for a pack. Not ok: the message names the first line that could not be read.
 */
export function describePastedPlan(text: string, models: readonly Model[]): PastedPlanView {
  const result = readPastedPlan(text);
  if (!result.ok) return result;
  const { plan } = result;
  const { findings, skipped } = findPlanProblems(plan, models, null);
  const cost = plan.root['Total Cost'];
  return {
    ok: true,
    plan: {
      sql: '',
      plan: renderPlan(plan, (sql) => sql),
      estimated_cost: typeof cost === 'number' ? cost : null,
      plan_type: plan.analyzed ? 'EXPLAIN ANALYZE' : 'EXPLAIN',
      warnings: (plan.notes ?? []).map(({ line, text: note }) => `Line ${line} is not part of the plan and was left out: ${note.trim()}`).slice(0, SHOWN_NOTES),
      provenance: 'pasted',
      analyze_executed: plan.analyzed,
      findings,
      skipped,
    },
  };
}

const SHOWN_NOTES = 10;
