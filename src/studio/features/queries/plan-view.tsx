import { CircleAlert, TriangleAlert } from 'lucide-react';
import { FlowError, type ErrorCode, type PlanResponse } from '#contract';
import { CodeView } from '../../components/code-view.tsx';
import { ErrorState } from '../../components/query-state.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { toErrorCode } from '../../lib/error-code.ts';
import { formatCount } from '../../lib/format.ts';
import { parsePlanRows } from './plan-rows.ts';
import { PlanTree } from './plan-tree.tsx';

interface PlanViewProps {
  readonly plan: PlanResponse;
  readonly onRetry: () => void;
}

/** The plan as a tree with its costs; or why there is none. */
export function PlanView({ plan, onRetry }: PlanViewProps) {
  if (plan.plan.length === 0) return <NoPlan plan={plan} onRetry={onRetry} />;
  const text = plan.plan.join('\n');
  const rows = parsePlanRows(plan.plan);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 text-meta text-soft">{planFacts(plan)}</p>
        {rows ? <CopyButton text={text} size="small" variant="quiet" name="Copy plan" announcement="Copied the plan" /> : null}
      </div>
      <Warnings warnings={plan.warnings} />
      {rows ? <PlanTree rows={rows} findings={plan.findings ?? []} /> : <CodeView code={text} language="text" label="plan" title={plan.plan_type} />}
    </div>
  );
}

function planFacts(plan: PlanResponse): string {
  return [
    executionText(plan),
    plan.estimated_cost === null ? null : `estimated cost ${formatCount(plan.estimated_cost)}`,
    plan.server,
  ]
    .filter(Boolean)
    .join(' · ');
}

function executionText({ provenance, analyze_executed: executed }: PlanResponse): string {
  if (provenance === 'pasted') return executed ? 'Pasted, executed' : 'Pasted, not executed';
  return executed ? 'Executed in a read-only transaction' : 'Not executed';
}

/** Failures of the statement itself: another statement helps, trying again does not. */
const faultsOfStatement: ReadonlySet<ErrorCode> = new Set(['INVALID_SQL', 'NOT_PLANNABLE', 'RUNTIME_ERROR']);

function NoPlan({ plan, onRetry }: PlanViewProps) {
  const code = toErrorCode(plan.error_code);
  const reason = plan.warnings.join('\n');
  if (!faultsOfStatement.has(code)) {
    const error = new FlowError(code, reason, { suggestions: plan.suggestions ?? [], ...(plan.remedy ? { remedy: plan.remedy } : {}) });
    return <ErrorState error={error} onRetry={onRetry} />;
  }
  return (
    <div role="alert" className="flex flex-col gap-1 rounded-medium border border-line p-3">
      <p className="flex items-center gap-2 font-medium">
        <CircleAlert aria-hidden size={16} strokeWidth={1.5} className="text-bad" />
        This statement has no plan
      </p>
      <p className="whitespace-pre-wrap text-soft">
        <ForeignText prose text={reason} />
      </p>
      <p>{plan.remedy ?? 'Correct the statement in the SQL field and use it again.'}</p>
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
