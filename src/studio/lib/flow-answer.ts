import type { FlowError, FlowKind, FlowRequest, RunEventData, RunRequest } from '#contract';

/** What was asked: the fields of a run, without the choice of a provider. */
export type Question = Pick<RunRequest, 'flow_type' | 'action_key' | 'context'>;

/** An answer to a flow, wherever it came from. */
export interface FlowAnswer {
  /** Tells answers of one tab apart. */
  readonly id: number;
  readonly question: Question;
  readonly origin: 'run' | 'pasted' | 'kept';
  readonly status: 'running' | 'complete' | 'failed';
  readonly text: string;
  /** `text` is the beginning of an answer that was stopped or broke off. */
  readonly partial: boolean;
  /** Empty for an answer from a chat elsewhere. */
  readonly provider: string;
  readonly model: string;
  /** Of the pack that was answered; null until it is known. */
  readonly packId: string | null;
  readonly tokens: RunEventData<'usage'> | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Null while it runs, and for an answer that was not run. */
  readonly elapsedMs: number | null;
  readonly warnings: readonly string[];
  /** The provider did not begin to answer and is asked again. */
  readonly retry: RunEventData<'retry'> | null;
  readonly error: FlowError | null;
  /** Ends a run; null when there is nothing to end. */
  readonly stop: (() => void) | null;
}

/** The question behind the request of a pack. */
export function toQuestion({ kind, body }: FlowRequest): Question {
  const { action_key, hub_overrides: _, ...context } = body;
  return { flow_type: kind, action_key, context };
}

/** Where the answer to a flow is kept in this tab: kind, object and action, whatever the detail of the pack. */
export function answerKey(kind: FlowKind, id: string, actionKey: string): string {
  return JSON.stringify([kind, id, actionKey]);
}
