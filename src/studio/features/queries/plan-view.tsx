import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { PlanResponse } from '#contract';
import { CodeView } from '../../components/code-view.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { formatCount } from '../../lib/format.ts';

/** The plan as a tree of text with its estimated cost; or why there is none. */
export function PlanView({ plan }: { readonly plan: PlanResponse }) {
  if (plan.plan.length === 0) return <NoPlan plan={plan} />;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-meta text-soft">
        {plan.analyze_executed ? 'Executed in a read-only transaction' : 'Not executed'}
        {plan.estimated_cost === null ? null : ` · estimated cost ${formatCount(plan.estimated_cost)}`}
      </p>
      <Warnings warnings={plan.warnings} />
      <CodeView code={plan.plan.join('\n')} language="text" label="plan" title={plan.plan_type} />
    </div>
  );
}

function NoPlan({ plan }: { readonly plan: PlanResponse }) {
  return (
    <div role="alert" className="flex flex-col gap-1 rounded-medium border border-line p-3">
      <p className="flex items-center gap-2 font-medium">
        <CircleAlert aria-hidden size={16} strokeWidth={1.5} className="text-bad" />
        This statement has no plan
      </p>
      {plan.warnings.map((warning) => (
        <p key={warning} className="whitespace-pre-wrap text-soft">
          <ForeignText prose text={warning} />
        </p>
      ))}
      <p>Correct the statement in the SQL field and use it again.</p>
    </div>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul aria-label="Warnings" className="flex flex-col gap-1">
      {warnings.map((warning) => (
        <li key={warning} className="flex items-start gap-2">
          <TriangleAlert aria-hidden size={14} strokeWidth={1.75} className="mt-0.5 shrink-0 text-warn" />
          <ForeignText prose text={warning} />
        </li>
      ))}
    </ul>
  );
}
