import { z } from 'zod/mini';
import { list, nullableString } from '../collection.ts';
import { promptPackSchema } from '../prompt-pack.ts';

/** `flow_type` is a plain string here: an unknown one is an expected failure (INVALID_FLOW_TYPE), not a malformed request. */
export const runRequestSchema = z.strictObject({
  flow_type: z.string(),
  action_key: z.string(),
  /** The fields of that kind's flow request, such as `model_name`. */
  context: z.optional(z.record(z.string(), z.unknown())),
  provider_override: z.optional(nullableString),
  model_override: z.optional(nullableString),
  /** Ours: the `hands_on_to` of the preview that was agreed to; a run for another one sends nothing. Null or absent = whoever it is. */
  hands_on_to: z.optional(nullableString),
});
export type RunRequest = z.infer<typeof runRequestSchema>;

/** `tokens` is an empty object when nothing was sent. */
export const executionSchema = z.looseObject({
  ok: z.boolean(),
  provider: z.string(),
  model: z.string(),
  response: z.string(),
  tokens: z.looseObject({
    prompt: z.optional(z.nullable(z.number())),
    completion: z.optional(z.nullable(z.number())),
    total: z.optional(z.nullable(z.number())),
  }),
  elapsed_ms: z.number(),
  error: z.optional(nullableString),
  error_code: z.optional(nullableString),
  /** Ours: what to do next, on failure. */
  remedy: z.optional(nullableString),
  /** Ours: `response` is the beginning of an answer that was stopped or broke off. */
  partial: z.optional(z.boolean()),
  /** Ours: what a reader of the answer must know, such as that the provider cut the prompt. */
  warnings: z.optional(list(z.string())),
});
export type Execution = z.infer<typeof executionSchema>;

/** `error` and `error_code` are absent when the execution itself holds the failure. */
export const runResponseSchema = z.looseObject({
  ok: z.boolean(),
  prompt_pack: z.nullable(promptPackSchema),
  execution: z.nullable(executionSchema),
  error: z.optional(nullableString),
  error_code: z.optional(nullableString),
  /** Ours: what to do next, when nothing was sent. */
  remedy: z.optional(nullableString),
});
export type RunResponse = z.infer<typeof runResponseSchema>;
