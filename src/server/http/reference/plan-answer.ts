import { findPlanProblems, renderPlan } from '#analysis';
import { FlowError, type ErrorCode, type ExplainedPlan, type Model, type PlanRequest, type PlanResponse, type SqlParser } from '#contract';

/** The plan as the reference lists it, then as a tree. The text is the user's own statement, so nothing in it is masked. */
export function toPlanResponse(request: PlanRequest, plan: ExplainedPlan, { models, parser }: { readonly models: readonly Model[]; readonly parser: SqlParser }): PlanResponse {
  const cost = plan.root['Total Cost'];
  const { findings, skipped } = findPlanProblems(plan, models, parser);
  return {
    sql: request.sql,
    plan: renderPlan(plan, (sql) => sql),
    estimated_cost: typeof cost === 'number' ? cost : null,
    plan_type: plan.analyzed ? 'EXPLAIN ANALYZE' : 'EXPLAIN',
    warnings: [],
    provenance: 'live',
    analyze_executed: plan.analyzed,
    error_code: null,
    plan_json: toPlainNode(plan),
    findings,
    skipped,
    settings: plan.settings,
    parameters: plan.parameters,
    server: plan.server,
  };
}

const withoutDatabase: ReadonlySet<ErrorCode> = new Set(['DATABASE_UNREACHABLE', 'DATABASE_AUTH_FAILED']);

/** No plan: an answer, not an HTTP error, as in the reference. Throws what is no FlowError. */
export function toFailedPlan(request: PlanRequest, error: unknown): PlanResponse {
  if (!FlowError.isInstance(error)) throw error;
  return {
    sql: request.sql,
    plan: [],
    estimated_cost: null,
    plan_type: request.analyze ? 'EXPLAIN ANALYZE' : 'EXPLAIN',
    warnings: [error.message],
    provenance: withoutDatabase.has(error.code) ? 'unavailable' : 'failed',
    analyze_executed: false,
    error_code: error.code,
    plan_json: null,
    suggestions: error.suggestions,
    remedy: error.remedy,
  };
}

/** The same tree with arrays the wire type calls mutable. */
function toPlainNode({ root }: ExplainedPlan): NonNullable<PlanResponse['plan_json']> {
  return structuredClone(root) as NonNullable<PlanResponse['plan_json']>; // a fresh copy: nobody else can change it
}
