import { useState } from 'react';
import type { FlowAnswer } from '../../lib/flow-answer.ts';

/** Tells a screen reader that a run began and how it ended; what had ended before the panel was opened is not told. */
export function RunAnnouncer({ answer }: { readonly answer: FlowAnswer | undefined }) {
  const [known] = useState(answer?.status === 'running' ? undefined : answer?.id);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {answer && answer.id !== known ? announcement(answer) : ''}
    </p>
  );
}

function announcement({ status, error, origin, partial }: FlowAnswer): string {
  if (status === 'running') return 'Run started';
  if (error?.code === 'CANCELLED') return partial ? 'Run stopped, what had come is kept' : 'Run stopped';
  if (status === 'failed') return 'The run failed';
  return origin === 'run' ? 'Answer complete' : 'Answer shown';
}
