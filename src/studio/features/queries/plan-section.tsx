import { Suspense, useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { ClipboardPaste, Play, Workflow } from 'lucide-react';
import type { Query } from '#contract';
import { DetailSection } from '../../components/detail-section.tsx';
import { ErrorState } from '../../components/query-state.tsx';
import { Button } from '../../components/ui/button.tsx';
import { SkeletonLines } from '../../components/ui/skeleton.tsx';
import { planMutation, useBackendOrigin, useSnapshot } from '../../lib/api.ts';
import { lazyPart } from '../../lib/lazy-part.ts';
import { usePastedPlansStore } from '../../lib/pasted-plans-store.ts';
import { useStudioApi } from '../../lib/studio-api.ts';
import { PlanView } from './plan-view.tsx';
import { analyzeRefusal } from './query-rows.ts';

/** Reading a plan takes the rules along, which nobody needs who pastes none. */
const PastedPlan = lazyPart(async () => (await import('./pasted-plan.tsx')).PastedPlan);

const throughBackend = 'A backend plans only: start with --database-url to execute in a read-only transaction';

/** The planner's plan, asked for by a button. Only ANALYZE executes the statement, and says so on its button. */
export function PlanSection({ query }: { readonly query: Query }) {
  const plan = useMutation(planMutation(useStudioApi()));
  const [asksToPaste, setAsksToPaste] = useState(false);
  const isPasted = usePastedPlansStore((state) => state.plans[query.id] !== undefined);
  const backend = useBackendOrigin();
  const snapshot = useSnapshot().data;
  const onlyBackend = Boolean(backend) && snapshot?.database === null;
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
          disabledReason={busy ?? (onlyBackend ? throughBackend : analyzeRefusal(query))}
          tooltip="EXPLAIN ANALYZE in a read-only transaction: the statement runs on your database, for 5 s at most"
          onClick={() => ask(true)}
        >
          <Play aria-hidden size={14} strokeWidth={1.5} />
          Execute and analyze
        </Button>
        <Button disabledReason={isPasted ? 'A pasted plan is in use: remove it first' : null} tooltip="Output of EXPLAIN from elsewhere, such as production: used instead of asking this database" onClick={() => setAsksToPaste(true)}>
          <ClipboardPaste aria-hidden size={14} strokeWidth={1.5} />
          Paste plan
        </Button>
        <span className="text-meta text-faint">Show plan does not execute the statement.</span>
      </div>
      {asksToPaste || isPasted ? (
        <Suspense fallback={<SkeletonLines lines={4} label="Loading the field" />}>
          <PastedPlan queryId={query.id} onClose={() => setAsksToPaste(false)} />
        </Suspense>
      ) : null}
      {plan.isPending ? <SkeletonLines lines={4} label="Loading the plan" /> : null}
      {plan.error ? <ErrorState error={plan.error} onRetry={() => ask(plan.variables.analyze ?? false)} /> : null}
      {plan.data ? <PlanView plan={plan.data} onRetry={() => ask(plan.variables.analyze ?? false)} /> : null}
    </DetailSection>
  );
}
