import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';

export const inspectedFieldSchema = z.looseObject({
  name: z.string(),
  column_name: z.optional(nullableString),
  field_type: z.optional(nullableString),
  python_type: z.optional(nullableString),
  nullable: z.optional(z.boolean()),
  primary_key: z.optional(z.boolean()),
  unique: z.optional(z.boolean()),
  has_default: z.optional(z.boolean()),
  default_repr: z.optional(nullableString),
  max_length: z.optional(nullableNumber),
  choices: z.optional(z.unknown()),
  is_relation: z.optional(z.boolean()),
  ai_description: z.optional(nullableString),
  ai_sensitive: z.optional(z.boolean()),
  auto_generated: z.optional(nullableString),
});
export type InspectedField = z.infer<typeof inspectedFieldSchema>;

export const inspectedRelationshipSchema = z.looseObject({
  field_name: z.string(),
  /** `fk` here; foreign backends also know `m2m` and `o2o`. */
  kind: z.string(),
  target_model: z.optional(nullableString),
  target_table: z.optional(nullableString),
  on_delete: z.optional(nullableString),
  through_table: z.optional(nullableString),
  related_name: z.optional(nullableString),
  nullable: z.optional(z.boolean()),
});
export type InspectedRelationship = z.infer<typeof inspectedRelationshipSchema>;

export const inspectedConstraintSchema = z.looseObject({
  /** `primary_key`, `unique`, `index`, `check`, `exclusion`, `foreign_key`. */
  kind: z.string(),
  columns: list(z.string()),
  name: z.optional(nullableString),
  description: z.optional(nullableString),
});
export type InspectedConstraint = z.infer<typeof inspectedConstraintSchema>;

export const inspectedModelSchema = z.looseObject({
  name: z.string(),
  table_name: z.string(),
  app_label: z.optional(nullableString),
  num_fields: z.optional(z.number()),
  num_relationships: z.optional(z.number()),
  has_timestamps: z.optional(z.boolean()),
  pk_field: z.optional(nullableString),
  pk_type: z.optional(nullableString),
  fields: list(inspectedFieldSchema),
  relationships: list(inspectedRelationshipSchema),
  constraints: list(inspectedConstraintSchema),
  ai_description: z.optional(nullableString),
  ai_agent_exposed: z.optional(z.boolean()),
  create_table_sql: z.optional(nullableString),
  comments: z.optional(list(z.string())),
  /** Ours: model id (`public.users`), kind, and the sizes the catalog knows. */
  id: z.optional(z.string()),
  kind: z.optional(z.string()),
  row_estimate: z.optional(nullableNumber),
  total_bytes: z.optional(nullableNumber),
});
export type InspectedModel = z.infer<typeof inspectedModelSchema>;

export const inspectedModelsResponseSchema = z.looseObject({
  models: list(inspectedModelSchema),
  total_count: z.optional(z.number()),
  total_fields: z.optional(z.number()),
  total_relationships: z.optional(z.number()),
});
export type InspectedModelsResponse = z.infer<typeof inspectedModelsResponseSchema>;
