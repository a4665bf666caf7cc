import { z } from 'zod/mini';
import { nullableString, list } from './collection.ts';
import { findingSchema, skippedSchema } from './finding.ts';

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
  /** Such as `PostgreSQL 15.20`; empty when it is not known, as of a pasted plan. */
  readonly server: string;
  /** Given by the developer as text; absent = asked of the database. */
  readonly pasted?: true;
  /** Milliseconds; absent when EXPLAIN did not tell (SUMMARY). */
  readonly planningMs?: number;
  /** Milliseconds of the whole execution, triggers included; absent when it was not executed. */
  readonly executionMs?: number;
  /** Present when some expression was compiled. */
  readonly jit?: PlanJit;
  /** Triggers that fired, those of foreign keys included. */
  readonly triggers?: readonly PlanTrigger[];
  /** Blocks that planning read of the catalog. */
  readonly planningBlocks?: { readonly hit: number; readonly read: number };
  /** Lines of a pasted plan that could not be read, as they were given: never part of a pack. */
  readonly notes?: readonly PlanNote[];
}

export interface PlanJit {
  readonly functions: number;
  /** Null with TIMING OFF. */
  readonly totalMs: number | null;
}

export interface PlanTrigger {
  /** Name of the trigger, or of its constraint where EXPLAIN names only that. */
  readonly name: string;
  readonly isConstraint: boolean;
  /** Table, where EXPLAIN names it. */
  readonly relation: string | null;
  /** Over all calls; null with TIMING OFF. */
  readonly ms: number | null;
  readonly calls: number;
}

export interface PlanNote {
  /** Counted from 1 in the text that was given. */
  readonly line: number;
  readonly text: string;
}

/** The plan, or why there is none. */
export type PlanEvidence =
  | { readonly ok: true; readonly plan: ExplainedPlan }
  | { readonly ok: false; readonly reason: string; readonly remedy: string | null };

/** One index that is not there, and what the planner makes of the statement with it. */
export interface WhatIfIndex {
  /** Model id. */
  readonly model: string;
  readonly columns: readonly { readonly name: string; readonly descending: boolean }[];
  /** `CREATE INDEX ON public.orders (customer_id)`. */
  readonly definition: string;
  /** Total cost of the plan with it, in the planner's units. */
  readonly cost: number;
  /** The plan reads it. */
  readonly used: boolean;
  /** Bytes: of the index that was built, or the extension's estimate; null when not told. */
  readonly sizeBytes: number | null;
}

/** Indexes tried one by one without being kept, or why none was. */
export type WhatIfEvidence =
  | {
      readonly ok: true;
      /** How: `HypoPG 1.4.1`, or `built and rolled back in the embedded sample`. */
      readonly method: string;
      /** Total cost of the plan as it is. */
      readonly cost: number;
      readonly indexes: readonly WhatIfIndex[];
    }
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
  /** Ours: what the rules see in the plan; the node path is the part of the id after the rule. */
  findings: z.optional(list(findingSchema)),
  /** Ours: rules that could not look, and why. */
  skipped: z.optional(list(skippedSchema)),
});
export type PlanResponse = z.infer<typeof planResponseSchema>;
