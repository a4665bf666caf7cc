import { z } from 'zod/mini';
import { list, nullableString } from '../collection.ts';
import { packTokensSchema, redactionSchema } from '../prompt-pack.ts';

/** `POST /studio/ai/flows/run/preview`: what a run of the same request would send, and where; nothing is sent. */
export const runPreviewResponseSchema = z.looseObject({
  ok: z.boolean(),
  provider: z.string(),
  model: z.string(),
  /** Host and port the request goes to, such as `api.openai.com`; empty when there is none. */
  host: z.string(),
  /** The provider that the host hands the text on to, such as `openai`; absent when it answers itself. */
  hands_on_to: z.optional(z.string()),
  /** The request byte for byte, but for the key, which stands as `•••• last4`; null when it cannot be made. */
  request: z.nullable(
    z.looseObject({ method: z.string(), url: z.string(), headers: z.record(z.string(), z.string()), body: z.string() }),
  ),
  pack_id: z.optional(z.string()),
  tokens: z.optional(packTokensSchema),
  redactions: z.optional(list(redactionSchema)),
  error: z.optional(nullableString),
  error_code: z.optional(nullableString),
  remedy: z.optional(nullableString),
  suggestions: z.optional(list(z.string())),
});
export type RunPreviewResponse = z.infer<typeof runPreviewResponseSchema>;
