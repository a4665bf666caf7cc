import type { ExplainedPlan, SqlParser } from '#contract';
import { singleStatement } from '#flows';
import type { ExplainOptions } from './project.ts';
import type { ProjectSources } from './project-sources.ts';

const capacity = 64;

/** Plans one statement, remembering the last plans: the same text on the same snapshot is planned once. */
export interface PlanCache {
  /** Throws FlowError: INVALID_REQUEST, INVALID_SQL, NOT_PLANNABLE or a DATABASE_* code. */
  explain(sql: string, checksum: string, options: ExplainOptions): Promise<ExplainedPlan>;
}

export function createPlanCache(sources: Pick<ProjectSources, 'explain'>, parser: SqlParser): PlanCache {
  const plans = new Map<string, ExplainedPlan>();
  return {
    async explain(sql, checksum, { analyze = false, signal }) {
      const statement = singleStatement(sql, { parser });
      if (!statement.ok) throw statement.error;
      // Executing shows what happens now, so it is never remembered.
      if (analyze) return sources.explain(statement.value, { analyze, signal });
      const key = `${checksum}\n${statement.value.text}`;
      const plan = plans.get(key) ?? (await sources.explain(statement.value, { analyze, signal }));
      remember(plans, key, plan);
      return plan;
    },
  };
}

/** A Map keeps insertion order: the used entry goes to its end, the first is the one unused longest. */
function remember(plans: Map<string, ExplainedPlan>, key: string, plan: ExplainedPlan): void {
  plans.delete(key);
  plans.set(key, plan);
  const [oldest] = plans.keys();
  if (plans.size > capacity && oldest !== undefined) plans.delete(oldest);
}
