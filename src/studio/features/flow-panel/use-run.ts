import { useMutation } from '@tanstack/react-query';
import { FlowError, type RunPreviewResponse } from '#contract';
import { useAnswersStore } from '../../lib/answers-store.ts';
import { receiverOf, useApprovedHostsStore } from '../../lib/approved-hosts-store.ts';
import { toErrorCode } from '../../lib/error-code.ts';
import type { FlowAnswer } from '../../lib/flow-answer.ts';
import { openFlowTab } from '../../lib/flow-history.ts';
import { useStudioApi } from '../../lib/studio-api.ts';
import { startRun, type RunStart } from './start-run.ts';
import type { OpenFlow } from './use-flow.ts';
import { useRunTargets, type RunTargets } from './use-run-targets.ts';

export interface Run {
  readonly targets: RunTargets;
  readonly answer: FlowAnswer | undefined;
  /** The request that waits for consent; null when none does. */
  readonly asked: RunPreviewResponse | null;
  readonly preparing: boolean;
  /** Why the request could not be made. */
  readonly error: unknown;
  /** Why nothing can be run now; null when it can. */
  readonly whyNot: string | null;
  readonly start: () => void;
  /** Sends what is asked about; `always` = the host is not asked about again. */
  readonly send: (always: boolean) => void;
  readonly cancel: () => void;
  readonly stop: () => void;
}

/** Running the open flow: nothing goes to a host before its request was shown, unless that was said to be unneeded. */
export function useRun(flow: OpenFlow): Run {
  const api = useStudioApi();
  const targets = useRunTargets();
  const answer = useAnswersStore((state) => state.answers[flow.answerKey]);
  const preview = useMutation({
    mutationFn: ({ question, provider, model }: RunStart) => api.runPreview({ ...question, provider_override: provider, ...(model !== '' && { model_override: model }) }),
    onSuccess: (made, wanted) => {
      if (made.ok && useApprovedHostsStore.getState().hosts.includes(receiverOf(made))) begin(wanted, made);
    },
  });
  const ours = preview.variables?.key === flow.answerKey;
  const asked = ours && preview.data?.ok ? preview.data : null;

  function begin(wanted: RunStart, agreed: RunPreviewResponse): void {
    preview.reset();
    openFlowTab('result');
    void startRun(api, { ...wanted, handsOnTo: agreed.hands_on_to });
  }

  function start(): void {
    if (flow.question === null || targets.target === null) return;
    openFlowTab('result');
    preview.mutate({ key: flow.answerKey, question: flow.question, ...targets.target });
  }

  return {
    targets,
    answer,
    asked,
    preparing: ours && preview.isPending,
    error: ours ? (preview.error ?? refusal(preview.data)) : null,
    whyNot: whyNot(flow, targets),
    start,
    send: (always) => {
      if (!preview.variables || !asked) return;
      if (always) useApprovedHostsStore.getState().approve(receiverOf(asked));
      begin(preview.variables, asked);
      focusRunButton();
    },
    cancel: () => {
      preview.reset();
      focusRunButton();
    },
    stop: () => answer?.stop?.(),
  };
}

/** Its question is gone then, and the focus with it. */
function focusRunButton(): void {
  document.querySelector<HTMLElement>('[data-run-button]')?.focus();
}

function refusal(made: RunPreviewResponse | undefined): FlowError | null {
  if (!made || made.ok) return null;
  return new FlowError(toErrorCode(made.error_code), made.error ?? 'The server gave no reason.', { suggestions: made.suggestions ?? [], ...(made.remedy ? { remedy: made.remedy } : {}) });
}

function whyNot(flow: OpenFlow, targets: RunTargets): string | null {
  if (flow.error) return 'There is no pack to send';
  if (!flow.pack || flow.question === null) return 'The pack is being built';
  return targets.target === null ? targets.whyNone : null;
}
