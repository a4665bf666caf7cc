import type { ExplainedPlan, SqlParser } from '#contract';
import { singleStatement } from '#flows';
import { createRecentEntries } from '../recent-entries.ts';
import type { ExplainOptions } from './project.ts';
import type { ProjectSources } from './project-sources.ts';

const capacity = 64;

/** Plans one statement, remembering the last plans: the same text on the same snapshot is planned once. */
export interface PlanCache {
  /** Throws FlowError: INVALID_REQUEST, INVALID_SQL, NOT_PLANNABLE or a DATABASE_* code. */
  explain(sql: string, checksum: string, options: ExplainOptions): Promise<ExplainedPlan>;
}

export function createPlanCache(sources: Pick<ProjectSources, 'explain'>, parser: SqlParser): PlanCache {
  const plans = createRecentEntries<ExplainedPlan>(capacity);
  return {
    async explain(sql, checksum, { analyze = false, signal }) {
      const statement = singleStatement(sql, { parser });
      if (!statement.ok) throw statement.error;
      // Executing shows what happens now, so it is never remembered.
      if (analyze) return sources.explain(statement.value, { analyze, signal });
      const key = `${checksum}\n${statement.value.text}`;
      const plan = plans.get(key) ?? (await sources.explain(statement.value, { analyze, signal }));
      plans.set(key, plan);
      return plan;
    },
  };
}
