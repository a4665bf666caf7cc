import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';

/** The reference's older hub endpoints (`/studio/ai/hub/…`): same facts, other field names. */
export const legacyProvidersResponseSchema = z.looseObject({
  active_provider: z.optional(nullableString),
  active_model: z.optional(z.string()),
  providers: list(
    z.looseObject({
      provider: z.string(),
      configured: z.boolean(),
      reachable: z.optional(z.nullable(z.boolean())),
      model: z.optional(z.string()),
      base_url: z.optional(z.string()),
      error: z.optional(nullableString),
    }),
  ),
  configured_count: z.optional(z.number()),
  total_count: z.optional(z.number()),
});
export type LegacyProvidersResponse = z.infer<typeof legacyProvidersResponseSchema>;

export const legacySaveRequestSchema = z.strictObject({
  provider: z.string(),
  api_key: z.optional(nullableString),
  base_url: z.optional(nullableString),
  model: z.optional(nullableString),
  extra: z.optional(z.record(z.string(), z.unknown())),
  /** `env` or `json` in the reference; here everything goes to the hub's own file. */
  save_to: z.optional(z.string()),
});
export type LegacySaveRequest = z.infer<typeof legacySaveRequestSchema>;

export const legacySaveResponseSchema = z.looseObject({
  saved: z.boolean(),
  provider: z.string(),
  file_path: z.optional(z.string()),
  message: z.optional(z.string()),
});
export type LegacySaveResponse = z.infer<typeof legacySaveResponseSchema>;

export const legacyPingRequestSchema = z.strictObject({ provider: z.optional(nullableString) });
export type LegacyPingRequest = z.infer<typeof legacyPingRequestSchema>;

export const legacyPingResponseSchema = z.looseObject({
  provider: z.string(),
  reachable: z.boolean(),
  latency_ms: z.optional(nullableNumber),
  model: z.optional(z.string()),
  error: z.optional(nullableString),
});
export type LegacyPingResponse = z.infer<typeof legacyPingResponseSchema>;
