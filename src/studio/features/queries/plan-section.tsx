import { useMutation } from '@tanstack/react-query';
import { Play, Workflow } from 'lucide-react';
import type { Query } from '#contract';
import { DetailSection } from '../../components/detail-section.tsx';
import { ErrorState } from '../../components/query-state.tsx';
import { Button } from '../../components/ui/button.tsx';
import { SkeletonLines } from '../../components/ui/skeleton.tsx';
import { planMutation } from '../../lib/api.ts';
import { useStudioApi } from '../../lib/studio-api.ts';
import { PlanView } from './plan-view.tsx';
import { analyzeRefusal } from './query-rows.ts';

/** The planner's plan, asked for by a button. Only ANALYZE executes the statement, and says so on its button. */
export function PlanSection({ query }: { readonly query: Query }) {
  const plan = useMutation(planMutation(useStudioApi()));
  const busy = plan.isPending ? 'The plan is on its way' : null;
  const ask = (analyze: boolean) => plan.mutate({ sql: query.sql, analyze });
  return (
    <DetailSection title="Plan">
      <div className="mb-1 flex flex-wrap items-center gap-2">
        <Button disabledReason={busy} tooltip="EXPLAIN: the statement is planned, not executed" onClick={() => ask(false)}>
          <Workflow aria-hidden size={14} strokeWidth={1.5} />
          Show plan
        </Button>
        <Button
          disabledReason={busy ?? analyzeRefusal(query)}
          tooltip="EXPLAIN ANALYZE in a read-only transaction: the statement runs on your database, for 5 s at most"
          onClick={() => ask(true)}
        >
          <Play aria-hidden size={14} strokeWidth={1.5} />
          Execute and analyze
        </Button>
        <span className="text-meta text-faint">Show plan does not execute the statement.</span>
      </div>
      {plan.isPending ? <SkeletonLines lines={4} label="Loading the plan" /> : null}
      {plan.error ? <ErrorState error={plan.error} onRetry={() => ask(plan.variables.analyze ?? false)} /> : null}
      {plan.data ? <PlanView plan={plan.data} onRetry={() => ask(plan.variables.analyze ?? false)} /> : null}
    </DetailSection>
  );
}
