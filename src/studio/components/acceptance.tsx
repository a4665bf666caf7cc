import type { AcceptedRisk } from '#contract';
import { ForeignText } from './ui/foreign-text.tsx';

/** Why somebody lives with a finding, until when, and where that was said. */
export function Acceptance({ risk: { reason, until, source } }: { readonly risk: AcceptedRisk }) {
  return (
    <div className="flex flex-col">
      <p>
        <span className="text-soft">Accepted:</span> <ForeignText prose text={reason} />
      </p>
      <p className="text-meta text-soft tabular-nums">
        {until === null ? 'without an end' : <>until <ForeignText text={until} /></>} · <ForeignText text={source} />
      </p>
    </div>
  );
}
