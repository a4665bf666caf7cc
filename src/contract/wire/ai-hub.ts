import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';

/** `aksara` is the AI Hub of the backend a project stands in front of; without one there is no such provider. */
export const hubProviderKinds = ['openai', 'azure', 'anthropic', 'ollama', 'custom', 'copy_only', 'aksara'] as const;
export const hubProviderKindSchema = z.enum(hubProviderKinds);
export type HubProviderKind = z.infer<typeof hubProviderKindSchema>;

/** Which provider and model each mode uses; null = not chosen. */
export const hubDefaultsSchema = z.looseObject({
  chat_model: z.optional(nullableString),
  chat_provider: z.optional(nullableString),
  code_model: z.optional(nullableString),
  code_provider: z.optional(nullableString),
  embeddings_model: z.optional(nullableString),
  embeddings_provider: z.optional(nullableString),
});
export type HubDefaults = z.infer<typeof hubDefaultsSchema>;

export const hubStatusResponseSchema = z.looseObject({
  /** `ready`, `partial` or `disabled`. */
  overall: z.string(),
  active_provider: z.optional(nullableString),
  configured_count: z.number(),
  total_count: z.optional(z.number()),
  defaults: z.optional(hubDefaultsSchema),
  onboarding: z.optional(
    z.looseObject({
      providers_selected: z.boolean(),
      keys_entered: z.boolean(),
      providers_tested: z.boolean(),
      defaults_set: z.boolean(),
      sample_query_run: z.boolean(),
      completed: z.boolean(),
    }),
  ),
  warnings: z.optional(list(z.string())),
});
export type HubStatusResponse = z.infer<typeof hubStatusResponseSchema>;

/** What the API says about a key: never the key. `last4` is null when the key is shorter than 12 characters. */
export const hubKeyStateSchema = z.looseObject({
  configured: z.boolean(),
  last4: nullableString,
  /** `environment` wins over `file`; null = there is none. */
  source: z.nullable(z.enum(['environment', 'file'])),
});
export type HubKeyState = z.infer<typeof hubKeyStateSchema>;

export const hubProviderSchema = z.looseObject({
  kind: z.string(),
  enabled: z.boolean(),
  configured: z.boolean(),
  /** Null = not tried. */
  reachable: z.optional(z.nullable(z.boolean())),
  model: z.optional(z.string()),
  base_url: z.optional(z.string()),
  modes: z.optional(list(z.string())),
  error: z.optional(nullableString),
  /** Ours. */
  title: z.optional(z.string()),
  key: z.optional(hubKeyStateSchema),
  /** Ours: environment variables and fields it still needs, empty when configured. */
  needs: z.optional(list(z.string())),
  /** Ours: who gets the text in the end, such as `openai`; absent when this provider answers itself. */
  hands_on_to: z.optional(z.string()),
});
export type HubProvider = z.infer<typeof hubProviderSchema>;

export const hubProvidersResponseSchema = z.looseObject({
  providers: list(hubProviderSchema),
  active_provider: z.optional(nullableString),
  configured_count: z.optional(z.number()),
  total_count: z.optional(z.number()),
});
export type HubProvidersResponse = z.infer<typeof hubProvidersResponseSchema>;

export const hubModelsResponseSchema = z.looseObject({
  defaults: z.optional(hubDefaultsSchema),
  models: list(z.looseObject({ model_id: z.string(), provider: z.string(), mode: z.optional(z.string()) })),
});
export type HubModelsResponse = z.infer<typeof hubModelsResponseSchema>;

const optionalText = z.optional(nullableString);

/** Null or absent = leave unchanged; an empty string = back to the default. */
export const hubConfigureRequestSchema = z.strictObject({
  provider: z.string(),
  base_url: optionalText,
  model: optionalText,
  enabled: z.optional(z.boolean()),
});
export type HubConfigureRequest = z.infer<typeof hubConfigureRequestSchema>;

/** An empty key removes the saved one. */
export const hubSecretRequestSchema = z.strictObject({ provider: z.string(), api_key: z.string() });
export type HubSecretRequest = z.infer<typeof hubSecretRequestSchema>;

export const hubDefaultsRequestSchema = z.strictObject({
  chat_model: optionalText,
  chat_provider: optionalText,
  code_model: optionalText,
  code_provider: optionalText,
  embeddings_model: optionalText,
  embeddings_provider: optionalText,
});
export type HubDefaultsRequest = z.infer<typeof hubDefaultsRequestSchema>;

/** Answer of configure, configure/secret and defaults. */
export const hubChangeResponseSchema = z.looseObject({
  ok: z.boolean(),
  message: z.optional(z.string()),
  provider: z.optional(nullableString),
  error_code: z.optional(nullableString),
  /** Ours: of the key just saved. */
  configured: z.optional(z.boolean()),
  last4: z.optional(nullableString),
});
export type HubChangeResponse = z.infer<typeof hubChangeResponseSchema>;

export const hubTestRequestSchema = z.strictObject({ provider: z.string() });
export type HubTestRequest = z.infer<typeof hubTestRequestSchema>;

export const hubTestResponseSchema = z.looseObject({
  provider: z.string(),
  reachable: z.boolean(),
  latency_ms: z.optional(nullableNumber),
  model: z.optional(z.string()),
  modes: z.optional(list(z.string())),
  error: z.optional(nullableString),
  error_code: z.optional(nullableString),
  /** Ours: what to do next, on failure. */
  remedy: z.optional(nullableString),
  /** Ours: ids of the models the provider lists, sorted; absent where it does not list them. */
  models: z.optional(list(z.string())),
});
export type HubTestResponse = z.infer<typeof hubTestResponseSchema>;
