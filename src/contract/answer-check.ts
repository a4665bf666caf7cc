import { z } from 'zod/mini';
import { list, nullableString } from './collection.ts';
import { findingLevelSchema, skippedSchema } from './finding.ts';

/** Something in an answer that does not hold, with the place it stands at. Never more than a mark: nothing is run or changed. */
export const answerMarkSchema = z.object({
  /** Unique in a check: `C003:12`, the rule and the offset, with a number behind it when there are more. */
  id: z.string(),
  /** Such as `C003`. */
  rule: z.string(),
  /** Such as `column_unknown`. */
  name: z.string(),
  level: findingLevelSchema,
  title: z.string(),
  /** One fact a line. */
  evidence: list(z.string()),
  remedy: z.nullable(z.object({ text: z.string(), sql: nullableString })),
  /** Range in UTF-16 code units of the answer, and its first line, from 1. */
  start: z.number(),
  end: z.number(),
  line: z.number(),
});
export type AnswerMark = z.infer<typeof answerMarkSchema>;

/** What the checker saw in an answer. No mark and nothing skipped means: looked at, and nothing found. */
export const answerCheckSchema = z.object({
  /** Such as `answer@1`. */
  ruleset: z.string(),
  /** In the order of the text. */
  marks: list(answerMarkSchema),
  /** How much there was to look at. */
  looked: z.object({ sql_blocks: z.number(), statements: z.number(), names: z.number(), routes: z.number() }),
  skipped: list(skippedSchema),
});
export type AnswerCheck = z.infer<typeof answerCheckSchema>;
