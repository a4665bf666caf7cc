import type { Handlers, Services } from '../handlers.ts';
import { toFailedPlan, toPlanResponse } from '../reference/plan-answer.ts';
import { toQueries, toQueryBatch } from '../reference/queries-answer.ts';

/** What the database is asked, and how it would answer. */
export function queryHandlers({ project }: Services): Pick<Handlers, 'queries' | 'queryBatch' | 'plan'> {
  return {
    queries: () => toQueries(project.snapshot(), project.state()),
    queryBatch: ({ parameter }) => toQueryBatch(project.snapshot(), project.state(), parameter('request_id')),
    plan: async ({ body, signal }) => {
      try {
        const plan = await project.explain(body.sql, { analyze: body.analyze ?? false, signal });
        return toPlanResponse(body, plan, { models: project.snapshot().models, parser: project.parser });
      } catch (error) {
        return toFailedPlan(body, error);
      }
    },
  };
}
