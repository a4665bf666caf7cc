import { z } from 'zod/mini';
import { list, nullableString } from './collection.ts';
import { flowActionSchema } from './flow-action.ts';
import { detailLevelSchema } from './flow-request.ts';

/** A finding that is accepted as a risk: rule and object, why, and until when. */
export const suppressionSchema = z.object({
  /** Id or name of the rule, such as `D002` or `fk_unindexed`. */
  rule: z.string(),
  /** Id or shown name of the object, such as `public.orders` or `Order`, with `#part` behind it for one part of it. */
  object: z.string(),
  reason: z.string(),
  /** Last day it holds, `YYYY-MM-DD`; null = no end. */
  until: nullableString,
});
export type Suppression = z.infer<typeof suppressionSchema>;

/** An action of the project's own: the wire fields, and what its pack is made of. */
export const customActionSchema = z.object({
  ...flowActionSchema.shape,
  system_prompt: z.string(),
  /** First line of the user prompt; null = its title. */
  task: nullableString,
  /** Section ids of that kind's packs; null = all of them. */
  sections: z.object({ include: z.nullable(list(z.string())), exclude: list(z.string()) }),
});
export type CustomAction = z.infer<typeof customActionSchema>;

/** A shape of text that is a secret in this project. */
export const redactRuleSchema = z.object({
  /** Lower-case words and dashes: the `kind` of the placeholder. */
  kind: z.string(),
  /** Source of a regular expression that runs in linear time. */
  pattern: z.string(),
});
export type RedactRule = z.infer<typeof redactRuleSchema>;

/** The part of `aksara.config.*` that packs depend on, in every host; sources and credentials are not in it. */
export const projectConfigurationSchema = z.object({
  /** File name, without its folder. */
  file: z.string(),
  detail: z.nullable(detailLevelSchema),
  /** Tokens of a user prompt; null = the default. */
  budget: z.nullable(z.number()),
  actions: list(customActionSchema),
  /** Those that hold on the day the snapshot was made. */
  suppressions: list(suppressionSchema),
  redact: list(redactRuleSchema),
});
export type ProjectConfiguration = z.infer<typeof projectConfigurationSchema>;
