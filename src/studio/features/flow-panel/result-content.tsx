import type { ReactNode } from 'react';
import { ErrorState } from '../../components/query-state.tsx';
import { Disclosure } from '../../components/ui/disclosure.tsx';
import { formatPlural } from '../../lib/format.ts';
import { AnswerView } from './answer-view.tsx';
import { HubLink, isHubMissing } from './hub-link.tsx';
import { ResultTab } from './result-tab.tsx';
import { RunPreview } from './run-preview.tsx';
import type { OpenFlow } from './use-flow.ts';
import type { Run } from './use-run.ts';

interface ResultContentProps {
  readonly flow: OpenFlow;
  readonly run: Run;
  /** In the place of a pack that could not be built, and of one that is being built. */
  readonly failure: ReactNode;
  readonly waiting: ReactNode;
}

/** The pack's own result; once there is an answer, that, with the pack's result closed above it, so that nothing moves while the answer grows. */
export function ResultContent({ flow, run, failure, waiting }: ResultContentProps) {
  return (
    <>
      {run.asked ? <RunPreview key={run.asked.pack_id} preview={run.asked} onSend={run.send} onCancel={run.cancel} /> : null}
      {run.error ? <ErrorState error={run.error} onRetry={run.start} retrying={run.preparing} /> : null}
      {run.error && isHubMissing(run.error) ? <HubLink /> : null}
      <PackResult flow={flow} failure={failure} waiting={waiting} closed={run.answer !== undefined} />
      {run.answer ? <AnswerView key={run.answer.id} answer={run.answer} packId={flow.pack?.pack_id ?? null} onRetry={run.whyNot === null ? run.start : null} /> : null}
    </>
  );
}

interface PackResultProps extends Omit<ResultContentProps, 'run'> {
  readonly closed: boolean;
}

function PackResult({ flow, failure, waiting, closed }: PackResultProps) {
  if (flow.error) return failure;
  const { pack } = flow;
  if (!pack) return closed ? null : waiting;
  const result = <ResultTab key={`${pack.pack_id} ${pack.action_key}`} pack={pack} />;
  if (!closed) return result;
  return (
    <div className="border-b border-line px-3 py-1">
      <Disclosure title="What the prompt pack says" meta={formatPlural(pack.findings?.length ?? 0, 'finding')}>
        {result}
      </Disclosure>
    </div>
  );
}
