import { z } from 'zod/mini';
import { list, nullableString } from './collection.ts';
import { errorCodeSchema } from './error-code.ts';
import { acceptedRiskSchema, findingSchema, skippedSchema } from './finding.ts';
import { riskSchema } from './flow-action.ts';
import { detailLevelSchema } from './flow-request.ts';

/** One titled part of the user prompt; the prompt is the task line and then these, concatenated. */
export const packSectionSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Where the facts come from, such as `catalog` or `EXPLAIN, PostgreSQL 15.20, not executed`. */
  source: z.string(),
  tokens: z.number(),
  text: z.string(),
});
export type PackSection = z.infer<typeof packSectionSchema>;

export const redactionSchema = z.object({ kind: z.string(), count: z.number() });
export type Redaction = z.infer<typeof redactionSchema>;

export const packTokensSchema = z.object({
  system: z.number(),
  user: z.number(),
  total: z.number(),
  tokenizer: z.string(),
  exact: z.boolean(),
});

/** The reference's fields (design §6) first, then our optional ones (design §4). */
export const promptPackSchema = z.looseObject({
  ok: z.boolean(),
  action_key: z.string(),
  risk: riskSchema,
  provider: z.string(),
  model: z.string(),
  system_prompt: z.string(),
  user_prompt: z.string(),
  result_markdown: z.string(),
  result_json: z.nullable(z.record(z.string(), z.unknown())),
  suggested_next: list(z.string()),
  what_it_does: z.string(),
  what_it_cannot_do: z.string(),
  error_code: z.nullable(z.string()),
  error: nullableString,
  pack_id: z.optional(z.string()),
  findings: z.optional(list(findingSchema)),
  sections: z.optional(list(packSectionSchema)),
  /** Findings about the object that somebody decided to live with. */
  accepted: z.optional(list(acceptedRiskSchema)),
  omitted: z.optional(list(skippedSchema)),
  redactions: z.optional(list(redactionSchema)),
  tokens: z.optional(packTokensSchema),
  detail: z.optional(detailLevelSchema),
  /** The command that prints this pack, quoted for a POSIX shell. */
  cli_command: z.optional(z.string()),
  /** Origin of the Aksara backend that built this pack; absent = it was built here. */
  backend: z.optional(z.string()),
  /** On failure: near names and the next step. */
  suggestions: z.optional(list(z.string())),
  remedy: z.optional(nullableString),
});
export type PromptPack = z.infer<typeof promptPackSchema>;

/** The declared fields: `Omit` over a type that keeps unknown fields would forget them all. */
type Declared<Loose> = { [Key in keyof Loose as string extends Key ? never : Key]: Loose[Key] };

/** A pack as our own core builds it: every optional field is there. */
export type BuiltPack = Required<Omit<Declared<PromptPack>, 'suggestions' | 'remedy' | 'accepted' | 'backend'>> & Pick<Declared<PromptPack>, 'accepted'> & { readonly ok: true };
export type FailedPack = PromptPack & { readonly ok: false; readonly error: string };
export type PackResult = BuiltPack | FailedPack;

/** The JSON body of every 4xx and 5xx answer. */
export const errorResponseSchema = z.looseObject({
  ok: z.literal(false),
  error_code: errorCodeSchema,
  error: z.string(),
  suggestions: z.optional(list(z.string())),
  remedy: z.optional(nullableString),
});
export type ErrorResponse = z.infer<typeof errorResponseSchema>;
