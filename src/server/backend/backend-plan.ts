import { readPastedPlan } from '#analysis';
import { FlowError, type ExplainedPlan, type PlanResponse } from '#contract';
import { toVisibleLine } from '#flows';

/** The plan in a backend's answer, which gives it as EXPLAIN's text. Throws FlowError DATABASE_ERROR when it holds none. */
export function readBackendPlan({ plan, warnings, provenance }: PlanResponse): ExplainedPlan {
  if (plan.length === 0 || provenance === 'failed') throw failed(warnings[0] === undefined ? 'it gave no plan.' : toVisibleLine(warnings[0]).slice(0, 500));
  const result = readPastedPlan(plan.join('\n'));
  if (!result.ok) throw failed(result.message);
  // It was asked of the database, only not by us.
  const { pasted: _, ...explained } = result.plan;
  return { ...explained, server: 'PostgreSQL behind the Aksara backend' };
}

/** Executing a statement is bounded here by a read-only transaction, which a backend cannot promise. */
export function refuseAnalyze(): FlowError {
  return new FlowError('INVALID_REQUEST', 'EXPLAIN ANALYZE executes the statement, which is not done through an Aksara backend.', { remedy: 'Start with --database-url to execute it in a read-only transaction.' });
}

function failed(reason: string): FlowError {
  return new FlowError('DATABASE_ERROR', `The Aksara backend could not plan the statement: ${reason}`, { remedy: 'Start with --database-url for plans.' });
}
