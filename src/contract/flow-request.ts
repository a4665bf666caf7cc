import { z } from 'zod/mini';
import { budgetLimits, detailLevels } from './vocabulary.ts';

const hubOverridesSchema = z.strictObject({
  provider: z.optional(z.nullable(z.string())),
  model: z.optional(z.nullable(z.string())),
});

export const detailLevelSchema = z.enum(detailLevels);
export type DetailLevel = z.infer<typeof detailLevelSchema>;

export const budgetSchema = z.int().check(z.minimum(budgetLimits.least), z.maximum(budgetLimits.most));

const common = {
  action_key: z.string(),
  hub_overrides: z.optional(z.nullable(hubOverridesSchema)),
  /** Ours: how much leaves the machine. Default: the configuration's, else `statistics`. */
  detail: z.optional(detailLevelSchema),
  /** Ours: tokens of the user prompt, by our estimate. Default: the configuration's, else 8,000. */
  budget: z.optional(budgetSchema),
};
const optionalText = z.optional(z.nullable(z.string()));

export const modelFlowRequestSchema = z.strictObject({ ...common, model_name: z.string() });
export type ModelFlowRequest = z.infer<typeof modelFlowRequestSchema>;

export const routeFlowRequestSchema = z.strictObject({ ...common, path: z.string(), method: z.string() });
export type RouteFlowRequest = z.infer<typeof routeFlowRequestSchema>;

export const queryFlowRequestSchema = z.strictObject({
  ...common,
  sql: z.string(),
  /** Default true: the plan is the evidence. */
  include_explain: z.optional(z.boolean()),
  /** Ours: output of EXPLAIN as text or JSON, used instead of asking the database. */
  plan: z.optional(z.nullable(z.string())),
});
export type QueryFlowRequest = z.infer<typeof queryFlowRequestSchema>;

/** Any of the three finds it: `migration_id` (`app/name`), `name`, or `app` with or without `name`. */
export const migrationFlowRequestSchema = z.strictObject({
  ...common,
  migration_id: optionalText,
  app: optionalText,
  name: optionalText,
});
export type MigrationFlowRequest = z.infer<typeof migrationFlowRequestSchema>;

export const diagnosticFlowRequestSchema = z.strictObject({
  ...common,
  issue_id: optionalText,
  /** A finding the caller holds (a foreign backend's diagnostics have no id); data, never trusted. */
  issue_payload: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
});
export type DiagnosticFlowRequest = z.infer<typeof diagnosticFlowRequestSchema>;

/** `POST /studio/backend/flows`: a request of any kind, for the pack of the backend that the project stands in front of. */
export const flowRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('model'), body: modelFlowRequestSchema }),
  z.strictObject({ kind: z.literal('route'), body: routeFlowRequestSchema }),
  z.strictObject({ kind: z.literal('query'), body: queryFlowRequestSchema }),
  z.strictObject({ kind: z.literal('migration'), body: migrationFlowRequestSchema }),
  z.strictObject({ kind: z.literal('diagnostic'), body: diagnosticFlowRequestSchema }),
]);

/** A request of any kind, told apart by `kind`; what `buildPack` takes. */
export type FlowRequest =
  | { readonly kind: 'model'; readonly body: ModelFlowRequest }
  | { readonly kind: 'route'; readonly body: RouteFlowRequest }
  | { readonly kind: 'query'; readonly body: QueryFlowRequest }
  | { readonly kind: 'migration'; readonly body: MigrationFlowRequest }
  | { readonly kind: 'diagnostic'; readonly body: DiagnosticFlowRequest };
