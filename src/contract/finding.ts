import { z } from 'zod/mini';
import { list, nullableString } from './collection.ts';
import { errorCodeSchema } from './error-code.ts';

/** Worst first. */
export const findingLevels = ['error', 'warning', 'info'] as const;
export const findingLevelSchema = z.enum(findingLevels);
export type FindingLevel = z.infer<typeof findingLevelSchema>;

export const objectKinds = ['model', 'route', 'query', 'migration', 'diagnostic', 'database'] as const;
export const objectKindSchema = z.enum(objectKinds);
export type ObjectKind = z.infer<typeof objectKindSchema>;

/** What a finding is about: enough to link to it. `id` is the id of the model, route, query or migration. */
export const objectReferenceSchema = z.object({
  kind: objectKindSchema,
  id: z.string(),
  /** The part inside the object, such as a column, constraint, index, statement number or plan node path. */
  part: nullableString,
});
export type ObjectReference = z.infer<typeof objectReferenceSchema>;

export const findingSchema = z.object({
  /** Stable across runs: `rule:object[:part]`. */
  id: z.string(),
  /** Such as `D002`. */
  rule: z.string(),
  /** Such as `fk_unindexed`. */
  name: z.string(),
  level: findingLevelSchema,
  title: z.string(),
  object: objectReferenceSchema,
  /** One fact a line, foreign names already quoted as identifiers. */
  evidence: list(z.string()),
  /** SQL that parses, or one sentence where no statement repairs it. */
  remedy: z.nullable(z.object({ text: z.string(), sql: nullableString })),
});
export type Finding = z.infer<typeof findingSchema>;

/** A part that could not be read or checked, why, and what would change that. */
export const skippedSchema = z.object({
  part: z.string(),
  reason: z.string(),
  remedy: nullableString,
  /** Of the failure that kept the part from being read; absent when nothing failed. */
  code: z.optional(errorCodeSchema),
});
export type Skipped = z.infer<typeof skippedSchema>;

/** What became of one rule: `clean` = it looked and found nothing, `skipped` = it could not look, `failed` = it broke. */
export const ruleOutcomes = ['finding', 'clean', 'skipped', 'failed'] as const;

/** One rule of a run, so that "nothing found" can be told from "not looked at". */
export const ruleCheckSchema = z.object({
  /** Such as `D002`. */
  rule: z.string(),
  /** Such as `fk_unindexed`. */
  name: z.string(),
  /** Such as `schema@1`. */
  ruleset: z.string(),
  outcome: z.enum(ruleOutcomes),
  /** How many findings it gave, accepted risks included. */
  findings: z.number(),
  /** Of `skipped` and `failed`: why. Of a `finding`: what the rule could not look at besides. */
  reason: nullableString,
});
export type RuleCheck = z.infer<typeof ruleCheckSchema>;

/** A finding that somebody decided to live with: it is shown, but no longer counted. */
export const acceptedRiskSchema = z.object({
  finding: findingSchema,
  reason: z.string(),
  /** Last day it holds, `YYYY-MM-DD`; null = no end. */
  until: nullableString,
  /** Where it was accepted, such as `aksara.config.ts` or `migrations/0007.sql, line 3`. */
  source: z.string(),
});
export type AcceptedRisk = z.infer<typeof acceptedRiskSchema>;
