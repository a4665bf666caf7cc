import { toEndEvent, type ErrorCode, type Execution, type PromptPack, type RunEvent, type RunEventData, type RunResponse } from '#contract';

/** Folds the events of a run into its response, and makes sure that they end. */
export interface RunOutcome {
  take(event: RunEvent): void;
  /** A response that came in one piece, told as events. */
  takeWhole(response: RunResponse): void;
  /** Ends a run that has not ended by itself; what had come is kept. */
  end(code: ErrorCode, error: string, remedy?: string | null): void;
  response(): RunResponse;
}

export function createRunOutcome(onEvent: (event: RunEvent) => void): RunOutcome {
  let pack: PromptPack | null = null;
  const text: string[] = [];
  let usage: RunEventData<'usage'> | null = null;
  let response: RunResponse | null = null;

  function take(event: RunEvent): void {
    if (response) return;
    if (event.event === 'pack') pack = event.data;
    if (event.event === 'delta') text.push(event.data.text);
    if (event.event === 'usage') usage = event.data;
    if (event.event === 'done') response = { ok: true, prompt_pack: pack, execution: event.data.execution };
    if (event.event === 'error') response = failed(pack, event.data);
    onEvent(event);
  }

  function end(code: ErrorCode, error: string, remedy: string | null = null): void {
    const partial = text.length > 0;
    const facts = { ok: false, response: text.join(''), tokens: usage ?? {}, elapsed_ms: 0, error, error_code: code, remedy, partial };
    const execution: Execution | null = pack?.ok ? { provider: pack.provider, model: pack.model, ...facts } : null;
    take({ event: 'error', data: { error_code: code, error, remedy, partial, execution } });
  }

  function takeWhole(whole: RunResponse): void {
    const { execution } = whole;
    if (whole.prompt_pack) take({ event: 'pack', data: whole.prompt_pack });
    if (execution?.response) take({ event: 'delta', data: { text: execution.response } });
    take(toEndEvent(whole));
  }

  return {
    take,
    takeWhole,
    end,
    response() {
      if (response === null) throw new Error('A run has a response once it has ended.');
      return response;
    },
  };
}

/** As in the JSON answer: a failure of the execution stands in it, any other beside the pack. */
function failed(pack: PromptPack | null, { error, error_code, execution }: RunEventData<'error'>): RunResponse {
  return execution ? { ok: false, prompt_pack: pack, execution } : { ok: false, prompt_pack: pack, execution, error, error_code };
}
