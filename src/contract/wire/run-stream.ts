import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';
import { promptPackSchema } from '../prompt-pack.ts';
import { executionSchema, type RunResponse } from './flow-run.ts';

/**
 * What `POST /studio/ai/flows/run` sends with `Accept: text/event-stream`, in this order: `pack` once (also one that failed), then
 * `retry`, `delta` and `usage` as they come, then exactly one of `done` and `error`. A stream without either was cut.
 */
export const runEventSchemas = {
  pack: promptPackSchema,
  /** The provider did not begin to answer; it is asked again after the pause. */
  retry: z.looseObject({ attempt: z.number(), wait_ms: z.number(), error_code: z.string(), error: z.string() }),
  /** The next piece of the answer. */
  delta: z.looseObject({ text: z.string() }),
  /** Tokens as the provider counts them; null where it does not say. The last one holds. */
  usage: z.looseObject({ prompt: nullableNumber, completion: nullableNumber, total: nullableNumber }),
  /** The answer is complete; `execution.response` is all deltas together. */
  done: z.looseObject({ ok: z.literal(true), execution: executionSchema }),
  /** `execution` is null when nothing was to be sent; with `partial` its `response` is what had come until then. */
  error: z.looseObject({
    error_code: z.string(),
    error: z.string(),
    remedy: z.optional(nullableString),
    suggestions: z.optional(list(z.string())),
    partial: z.boolean(),
    execution: z.nullable(executionSchema),
  }),
} as const;

export type RunEventName = keyof typeof runEventSchemas;
/** One event with its parsed data, told apart by `event`. */
export type RunEvent = { readonly [Name in RunEventName]: { readonly event: Name; readonly data: z.infer<(typeof runEventSchemas)[Name]> } }[RunEventName];
export type RunEventData<Name extends RunEventName> = z.infer<(typeof runEventSchemas)[Name]>;

/** The event that ends the stream of a run with this response. */
export function toEndEvent({ ok, error, error_code, remedy, execution, prompt_pack }: RunResponse): RunEvent {
  if (ok && execution) return { event: 'done', data: { ok: true, execution } };
  return {
    event: 'error',
    data: {
      error_code: error_code ?? execution?.error_code ?? 'RUNTIME_ERROR',
      error: error ?? execution?.error ?? 'The run failed.',
      remedy: remedy ?? execution?.remedy ?? prompt_pack?.remedy ?? null,
      suggestions: prompt_pack?.suggestions ?? [],
      partial: Boolean(execution?.response),
      execution,
    },
  };
}
