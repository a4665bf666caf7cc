import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';
import { objectReferenceSchema } from '../finding.ts';

/** An issue as the reference lists it (it has no id there), with our ids as optional fields. */
export const diagnosticIssueSchema = z.looseObject({
  kind: z.string(),
  severity: z.string(),
  title: z.string(),
  message: z.optional(nullableString),
  hint: z.optional(nullableString),
  meta: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
  actions: z.optional(
    list(
      z.looseObject({
        kind: z.string(),
        target: z.optional(nullableString),
        title: z.optional(nullableString),
        example: z.optional(nullableString),
        description: z.optional(nullableString),
      }),
    ),
  ),
  id: z.optional(z.string()),
  /** Such as `d-001`. */
  short_id: z.optional(z.string()),
  rule: z.optional(z.string()),
  object: z.optional(objectReferenceSchema),
});
export type DiagnosticIssue = z.infer<typeof diagnosticIssueSchema>;

export const diagnosticsResponseSchema = z.looseObject({
  issues: list(diagnosticIssueSchema),
  stats: z.optional(z.looseObject({ errors: z.number(), warnings: z.number(), info: z.number() })),
  timestamp: z.optional(nullableString),
  duration_ms: z.optional(nullableNumber),
  system: z.optional(
    z.nullable(
      z.looseObject({
        aksara_version: z.optional(nullableString),
        python_version: z.optional(nullableString),
        os: z.optional(nullableString),
        arch: z.optional(nullableString),
      }),
    ),
  ),
});
export type DiagnosticsResponse = z.infer<typeof diagnosticsResponseSchema>;
