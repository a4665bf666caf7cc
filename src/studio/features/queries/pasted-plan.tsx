import { useMemo, useState } from 'react';
import { CircleAlert } from 'lucide-react';
import type { Model } from '#contract';
import { describePastedPlan } from '#flows';
import { Button } from '../../components/ui/button.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { useSnapshot } from '../../lib/api.ts';
import { usePastedPlansStore } from '../../lib/pasted-plans-store.ts';
import { PlanView } from './plan-view.tsx';

interface PastedPlanProps {
  readonly queryId: string;
  /** The field was asked for, and is no longer wanted. */
  readonly onClose: () => void;
}

/** The plan pasted for a query, or the field to paste it into. It is read in the browser, and sent with the query's AI flows only. */
export function PastedPlan({ queryId, onClose }: PastedPlanProps) {
  const models = useSnapshot().data?.models ?? noModels;
  const text = usePastedPlansStore((state) => state.plans[queryId]);
  const paste = usePastedPlansStore((state) => state.paste);
  const drop = usePastedPlansStore((state) => state.drop);
  const view = useMemo(() => (text === undefined ? null : describePastedPlan(text, models)), [text, models]);
  if (!view?.ok) return <PlanField models={models} onUse={(plan) => paste(queryId, plan)} onCancel={onClose} />;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-soft">AI flows of this query use the pasted plan.</span>
        <Button
          size="small"
          variant="quiet"
          onClick={() => {
            drop(queryId);
            onClose();
          }}
        >
          Remove pasted plan
        </Button>
      </div>
      <PlanView plan={view.plan} onRetry={onClose} />
    </div>
  );
}

const noModels: readonly Model[] = [];

interface PlanFieldProps {
  readonly models: readonly Model[];
  /** Takes a text that was read as a plan. */
  readonly onUse: (text: string) => void;
  readonly onCancel: () => void;
}

function PlanField({ models, onUse, onCancel }: PlanFieldProps) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const use = () => {
    const view = describePastedPlan(text, models);
    setFault(view.ok ? null : view.message);
    if (view.ok) onUse(text);
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        use();
      }}
    >
      <textarea
        aria-label="Output of EXPLAIN"
        placeholder="Paste the output of EXPLAIN (ANALYZE, BUFFERS) …, as text or JSON"
        rows={6}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="max-h-96 min-h-24 w-full resize-y rounded-medium border border-control bg-surface px-2 py-1.5 font-mono text-code text-text placeholder:text-faint"
      />
      {fault === null ? null : (
        <p role="alert" className="flex items-start gap-2">
          <CircleAlert aria-hidden size={16} strokeWidth={1.5} className="mt-0.5 shrink-0 text-bad" />
          <ForeignText prose text={fault} />
        </p>
      )}
      <div className="flex items-center gap-2">
        <Button type="submit" disabledReason={text.trim() === '' ? 'Paste a plan first' : null}>
          Use plan
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
