import { useRef } from 'react';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { ErrorState } from '../../components/query-state.tsx';
import { CopyButton } from '../../components/ui/copy-button.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { formatDuration } from '../../lib/format.ts';
import type { FlowAnswer } from '../../lib/flow-answer.ts';
import { AnswerFacts } from './answer-facts.tsx';
import { AnswerText } from './answer-text.tsx';
import { CheckSummary } from './check-summary.tsx';
import { useAnswerCheck } from './use-answer-check.ts';
import { useFollowText } from './use-follow-text.ts';

interface AnswerViewProps {
  readonly answer: FlowAnswer;
  /** Of the pack as it is now; null while it is not known. */
  readonly packId: string | null;
  /** Null when it cannot be run now. */
  readonly onRetry: (() => void) | null;
}

/** An answer with what is known about it: where it is from, what the checker saw, whether the facts still hold. */
export function AnswerView({ answer, packId, onRetry }: AnswerViewProps) {
  const place = useRef<HTMLElement>(null);
  const check = useAnswerCheck(answer);
  useFollowText(place, answer.status === 'running' ? answer.text.length : null);
  const stale = answer.packId !== null && packId !== null && answer.packId !== packId && answer.status !== 'running';
  return (
    <section ref={place} aria-label="Answer" aria-busy={answer.status === 'running'} className="flex flex-col gap-3 p-4">
      <div className="flex items-start gap-2">
        <AnswerFacts answer={answer} />
        <CopyButton text={answer.text} label="Copy answer" announcement="Copied the answer" disabledReason={answer.text === '' ? 'There is no text yet' : null} />
      </div>
      {stale ? <Note>The pack has changed since this was answered: other facts, or another detail. Run it again to have an answer to the pack as it is now.</Note> : null}
      {answer.warnings.map((warning) => (
        <Note key={warning}><ForeignText prose text={warning} /></Note>
      ))}
      <CheckSummary answer={answer} check={check} />
      <AnswerText text={answer.text} marks={check.data?.check?.marks ?? noMarks} />
      {answer.retry ? <Note>{`The provider did not answer (${answer.retry.error_code}); asked again after ${formatDuration(answer.retry.wait_ms)}.`}</Note> : null}
      <AnswerEnd answer={answer} onRetry={onRetry} />
    </section>
  );
}

const noMarks = [] as const;

function Note({ children }: { readonly children: React.ReactNode }) {
  return (
    <p className="flex items-start gap-1.5 text-soft">
      <TriangleAlert aria-hidden size={14} strokeWidth={1.75} className="mt-0.75 shrink-0 text-warn" />
      <span>{children}</span>
    </p>
  );
}

/** How an answer ended that is not whole: what is kept of it, why, and what to do. */
function AnswerEnd({ answer: { error, partial, text }, onRetry }: Pick<AnswerViewProps, 'answer' | 'onRetry'>) {
  if (error === null && !partial) return null;
  const kept = text === '' ? 'No text had come.' : 'The text above is only the beginning of an answer.';
  if (error === null || error.code === 'CANCELLED') {
    return (
      <p className="flex items-center gap-1.5 border-t border-line pt-3 text-soft">
        <CircleAlert aria-hidden size={14} strokeWidth={1.75} className="shrink-0" />
        Stopped. {kept}
      </p>
    );
  }
  return (
    <div className="-mx-4 -mb-4 border-t border-line">
      {text === '' ? null : <p className="px-4 pt-3 text-soft">{kept}</p>}
      <ErrorState error={error} {...(onRetry && { onRetry })} />
    </div>
  );
}
