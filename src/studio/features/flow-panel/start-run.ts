import { FlowError, type RunEvent, type RunRequest } from '#contract';
import { useAnswersStore } from '../../lib/answers-store.ts';
import { toErrorCode } from '../../lib/error-code.ts';
import type { FlowAnswer, Question } from '../../lib/flow-answer.ts';
import type { StudioApi } from '../../lib/studio-api.ts';
import { createFrameBatch } from './frame-batch.ts';

export interface RunStart {
  /** Of `answerKey`. */
  readonly key: string;
  readonly question: Question;
  readonly provider: string;
  readonly model: string;
  /** Who the provider was said to hand the pack on to; undefined = nobody. */
  readonly handsOnTo?: string | undefined;
}

/** Runs a flow into the answers of this tab, where it ends the run before it. It goes on when the panel is closed. Resolves at its end. */
export async function startRun(api: Pick<StudioApi, 'run'>, { key, question, provider, model, handsOnTo }: RunStart): Promise<void> {
  const controller = new AbortController();
  const { put, change } = useAnswersStore.getState();
  const startedAt = Date.now();
  const id = put(key, { ...blank, question, provider, model, startedAt, stop: () => controller.abort() });
  const edit = (parts: Partial<FlowAnswer>) => change(key, id, () => parts);
  const batch = createFrameBatch((text) => change(key, id, (answer) => ({ text: answer.text + text, retry: null })));
  const fail = (error: FlowError, partial: boolean) => {
    batch.flush();
    edit({ status: 'failed', error, partial, elapsedMs: Date.now() - startedAt, retry: null, stop: null });
  };
  const request: RunRequest = { ...question, provider_override: provider, ...(model !== '' && { model_override: model }), ...(handsOnTo !== undefined && { hands_on_to: handsOnTo }) };

  function take(event: RunEvent): void {
    if (event.event === 'pack') edit({ packId: event.data.pack_id ?? null });
    if (event.event === 'delta') batch.push(event.data.text);
    if (event.event === 'usage') edit({ tokens: event.data });
    if (event.event === 'retry') edit({ retry: event.data });
    if (event.event === 'error') fail(toError(event.data), event.data.partial);
    if (event.event === 'done') {
      batch.flush();
      const { elapsed_ms: elapsedMs, warnings = [] } = event.data.execution;
      edit({ status: 'complete', elapsedMs, warnings, retry: null, stop: null });
    }
  }

  try {
    await api.run(request, { signal: controller.signal, onEvent: take });
  } catch (error) {
    fail(FlowError.isInstance(error) ? error : new FlowError('RUNTIME_ERROR', 'The run ended with an error of the Studio.', { cause: error }), false);
  }
}

const blank = {
  origin: 'run', status: 'running', text: '', partial: false, packId: null, tokens: null, elapsedMs: null, warnings: [], retry: null, error: null,
} as const satisfies Partial<FlowAnswer>;

function toError({ error_code, error, remedy, suggestions = [] }: Extract<RunEvent, { event: 'error' }>['data']): FlowError {
  return new FlowError(toErrorCode(error_code), error, { suggestions, ...(remedy ? { remedy } : {}) });
}
