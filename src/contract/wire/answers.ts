import { z } from 'zod/mini';
import { answerCheckSchema } from '../answer-check.ts';
import { list, nullableNumber, nullableString } from '../collection.ts';
import { flowKindSchema } from '../flow-action.ts';
import { promptPackSchema } from '../prompt-pack.ts';
import { runRequestSchema } from './flow-run.ts';

/** What was asked: the fields of a run, without the choice of a provider. */
const asked = { flow_type: runRequestSchema.shape.flow_type, action_key: runRequestSchema.shape.action_key, context: runRequestSchema.shape.context };

/** `POST /studio/ai/answers/check`: an answer from anywhere, beside the request whose pack it answers. */
export const checkRequestSchema = z.strictObject({ ...asked, answer: z.string() });
export type CheckRequest = z.infer<typeof checkRequestSchema>;

/** `check` is null when there is no pack to hold the answer against. */
export const checkResponseSchema = z.looseObject({
  ok: z.boolean(),
  /** Of the pack as it is now. */
  pack_id: nullableString,
  check: z.nullable(answerCheckSchema),
  error: nullableString,
  error_code: nullableString,
});
export type CheckResponse = z.infer<typeof checkResponseSchema>;

/** An answer as the list shows it. */
export const historyEntrySchema = z.object({
  /** Sorts by time: `20261126T202400123Z-3f9a0c`. */
  id: z.string(),
  /** ISO 8601 in UTC. */
  created_at: z.string(),
  /** The project it is about, as the Studio names it. */
  project: z.string(),
  flow_type: flowKindSchema,
  action_key: z.string(),
  context: z.record(z.string(), z.unknown()),
  /** The object in words: `User`, `GET /api/users`, the beginning of a statement. */
  title: z.string(),
  /** Of the pack that was answered; another id now means that the facts have changed since. */
  pack_id: z.string(),
  /** `pasted` = brought by the user from a chat elsewhere. */
  origin: z.enum(['run', 'pasted']),
  provider: z.string(),
  model: z.string(),
  ok: z.boolean(),
  /** The text is the beginning of an answer that was stopped or broke off. */
  partial: z.boolean(),
  tokens: z.object({ prompt: nullableNumber, completion: nullableNumber, total: nullableNumber }),
  elapsed_ms: nullableNumber,
  /** Length of the answer in UTF-16 code units. */
  characters: z.number(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

/** One kept answer, whole. */
export const keptAnswerSchema = z.object({ ...historyEntrySchema.shape, answer: z.string(), error: nullableString, error_code: nullableString });
export type KeptAnswer = z.infer<typeof keptAnswerSchema>;

export const historyResponseSchema = z.looseObject({
  /** False = nothing is kept from now on; what was kept stays until it is deleted. */
  enabled: z.boolean(),
  /** Of this project, newest first. */
  entries: list(historyEntrySchema),
  /** Bytes on disk, of all projects, and how many there may be. */
  bytes: z.number(),
  limit_bytes: z.number(),
});
export type HistoryResponse = z.infer<typeof historyResponseSchema>;

/** `id` null = every answer of this project. */
export const deleteAnswersRequestSchema = z.strictObject({ id: nullableString });
export const historySettingsRequestSchema = z.strictObject({ enabled: z.boolean() });

/** `POST /studio/ai/history/save` keeps an answer that came from a chat elsewhere, and checks it. */
export const saveAnswerResponseSchema = z.looseObject({
  ok: z.boolean(),
  /** Null when the history is off or there is no pack. */
  entry: z.nullable(historyEntrySchema),
  prompt_pack: z.nullable(promptPackSchema),
  check: z.nullable(answerCheckSchema),
  error: nullableString,
  error_code: nullableString,
});
export type SaveAnswerResponse = z.infer<typeof saveAnswerResponseSchema>;
