import { budgetSchema, detailLevelSchema, flowKindSchema, riskSchema } from '#contract';
import { isCalendarDay } from '#analysis';
import { redactPatternProblem } from '#flows';
import { z } from 'zod/mini';

const text = (most: number) =>
  z.string().check(
    z.maxLength(most),
    z.refine((value) => value.trim() !== '', { error: 'must not be empty' }),
  );

const line = (most: number) => text(most).check(z.refine((value) => !/[\r\n]/.test(value), { error: 'must be on one line' }));

const names = z.array(z.string());

/** One of `actions`; a list of sections has become `{include}` before. */
export const actionSchema = z.strictObject({
  kind: flowKindSchema,
  title: line(60),
  description: line(300),
  risk: riskSchema,
  what_it_does: line(500),
  what_it_cannot_do: line(500),
  recommended_next: z.optional(names),
  system_prompt: text(40_000),
  task: z.optional(line(2_000)),
  sections: z.optional(z.strictObject({ include: z.optional(names), exclude: z.optional(names) })),
});
export type ActionValue = z.infer<typeof actionSchema>;

export const suppressionValueSchema = z.strictObject({
  rule: line(100),
  object: line(500),
  reason: line(500),
  until: z.optional(z.string().check(z.refine(isCalendarDay, { error: 'must be a day of the calendar, written YYYY-MM-DD' }))),
});

export const redactValueSchema = z.strictObject({
  kind: z.string().check(z.refine((value) => /^[a-z][a-z0-9-]{0,39}$/.test(value), { error: 'must be lower-case letters, digits and dashes, such as customer-number' })),
  pattern: z.string(),
});

/** Fields of the file that hold one value each. */
export const settingSchemas = {
  databaseUrl: z.string().check(
    z.refine((value) => /^postgres(?:ql)?:\/\//.test(value) && URL.canParse(value), { error: 'must be a URL that begins with postgres://' }),
  ),
  openapi: line(4_000),
  migrations: line(4_000),
  detail: detailLevelSchema,
  budget: budgetSchema,
} as const;

export const configFields = [...Object.keys(settingSchemas), 'redact', 'suppressions', 'actions'] as const;

/** Why a pattern cannot be used: it has to run in linear time. */
export function patternProblem(pattern: string): string | null {
  const problem = redactPatternProblem(pattern);
  return problem === null ? null : `cannot be used. ${problem}`;
}
