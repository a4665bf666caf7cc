import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';
import { columnSchema } from './column.ts';
import {
  checkSchema, exclusionSchema, foreignKeySchema, incomingForeignKeySchema, keySchema, policySchema, uniqueSchema,
} from './constraint.ts';
import { declarationSchema } from './declaration.ts';
import { indexDefinitionSchema } from './index-definition.ts';

export const modelKindSchema = z.enum(['table', 'partitioned_table', 'view', 'materialized_view', 'foreign_table']);
export type ModelKind = z.infer<typeof modelKindSchema>;

export const triggerSchema = z.object({
  name: z.string(),
  definition: z.string(),
  enabled: z.boolean(),
  /** Schema-qualified function name. */
  function: z.string(),
});

export const grantSchema = z.object({
  /** `PUBLIC` for everyone. */
  grantee: z.string(),
  privileges: list(z.string()),
});

export const activitySchema = z.object({
  sequentialScans: z.number(),
  indexScans: z.number(),
  inserted: z.number(),
  updated: z.number(),
  deleted: z.number(),
  liveRows: z.number(),
  deadRows: z.number(),
  modifiedSinceAnalyze: z.number(),
  /** Bucketed age against the database's own clock: `never`, `< 1 hour`, `< 1 day`, `< 7 days`, `< 30 days`, `30 days or more`. */
  analyzedAgo: z.string(),
});

/** What a view reads, and whose rights and policies hold for it. */
export const viewFactsSchema = z.object({
  /** Model ids its query reads itself, not through other views. */
  reads: list(z.string()),
  /** `security_invoker` (PostgreSQL 15): the rights of the caller hold, not those of the owner. */
  invoker: z.boolean(),
  /** Its owner is a superuser or has BYPASSRLS. */
  ownerBypassesRowSecurity: z.boolean(),
});

/** A table, view or materialised view with everything design §3 lists. */
export const modelSchema = z.object({
  /** `schema.name`, unquoted; unique in a snapshot. */
  id: z.string(),
  schema: z.string(),
  name: z.string(),
  /** PascalCase singular: `users` → `User`. */
  displayName: z.string(),
  /** Absent = read from the catalog, and all of it is known. */
  declared: z.optional(declarationSchema),
  kind: modelKindSchema,
  /** Empty when it is not known. */
  owner: z.string(),
  comment: nullableString,
  columns: list(columnSchema),
  primaryKey: z.nullable(keySchema),
  uniques: list(uniqueSchema),
  checks: list(checkSchema),
  exclusions: list(exclusionSchema),
  foreignKeys: list(foreignKeySchema),
  referencedBy: list(incomingForeignKeySchema),
  indexes: list(indexDefinitionSchema),
  triggers: list(triggerSchema),
  rowSecurity: z.object({ enabled: z.boolean(), forced: z.boolean() }),
  policies: list(policySchema),
  grants: list(grantSchema),
  /** Parent's model id when it is a partition. */
  partitionOf: nullableString,
  /** As `pg_get_partkeydef` prints it. */
  partitionKey: nullableString,
  partitions: list(z.object({ model: z.string(), bound: z.string() })),
  /** Query of a view. */
  definition: nullableString,
  /** Of a view; absent for everything else and in snapshots that were made before it was read. */
  view: z.optional(viewFactsSchema),
  /** pg_class.reltuples; null when never vacuumed or analysed. */
  rowEstimate: nullableNumber,
  /** Bytes; `total` = table + toast + indexes. Null for views. */
  size: z.nullable(z.object({ table: z.number(), indexes: z.number(), toast: z.number(), total: z.number() })),
  activity: z.nullable(activitySchema),
});
export type Model = z.infer<typeof modelSchema>;
