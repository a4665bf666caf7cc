import { z } from 'zod/mini';
import { nullableString, list } from './collection.ts';

/** A node of `EXPLAIN (FORMAT JSON)` as PostgreSQL names its fields; unknown fields are kept. */
export const planNodeSchema = z.looseObject({
  'Node Type': z.string(),
  get Plans() {
    return z.optional(z.array(planNodeSchema));
  },
});
export interface PlanNode {
  readonly 'Node Type': string;
  readonly Plans?: readonly PlanNode[] | undefined;
  readonly [field: string]: unknown;
}

/** What EXPLAIN answered for one statement. */
export interface ExplainedPlan {
  readonly root: PlanNode;
  /** The `Settings` EXPLAIN printed: planner settings that differ from their default. */
  readonly settings: Readonly<Record<string, string>>;
  /** True when the statement was executed (ANALYZE). */
  readonly analyzed: boolean;
  /** How `$n` were planned: `none` in the text, `generic_plan` option (16+), or a forced generic plan of a prepared statement. */
  readonly parameters: 'none' | 'generic_plan' | 'prepared';
  /** Such as `PostgreSQL 15.20`. */
  readonly server: string;
}

/** The plan, or why there is none. */
export type PlanEvidence =
  | { readonly ok: true; readonly plan: ExplainedPlan }
  | { readonly ok: false; readonly reason: string; readonly remedy: string | null };

export const planRequestSchema = z.strictObject({ sql: z.string(), analyze: z.optional(z.boolean()) });
export type PlanRequest = z.infer<typeof planRequestSchema>;

/** `POST /studio/db/plan`: the reference's fields, then the plan tree. */
export const planResponseSchema = z.looseObject({
  sql: z.string(),
  plan: list(z.string()),
  estimated_cost: z.nullable(z.number()),
  plan_type: z.string(),
  warnings: list(z.string()),
  provenance: z.string(),
  analyze_executed: z.boolean(),
  error_code: z.optional(nullableString),
  /** Ours, on failure: near names and the next step. */
  suggestions: z.optional(list(z.string())),
  remedy: z.optional(nullableString),
  /** Ours: such as `PostgreSQL 15.20`. */
  server: z.optional(z.string()),
  plan_json: z.optional(z.nullable(planNodeSchema)),
});
export type PlanResponse = z.infer<typeof planResponseSchema>;
