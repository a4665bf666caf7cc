import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';
import { cacheHitSchema, freezingSchema, sessionGroupSchema, timeoutSchema } from './live.ts';

export const sequenceSchema = z.object({
  id: z.string(),
  dataType: z.string(),
  lastValue: nullableNumber,
  maxValue: z.number(),
  increment: z.number(),
  cycles: z.boolean(),
  /** `schema.table.column` it belongs to, and that column's type. */
  ownedBy: nullableString,
  ownerType: nullableString,
});
export type Sequence = z.infer<typeof sequenceSchema>;

/** A SECURITY DEFINER function: it runs with its owner's rights. */
export const definerFunctionSchema = z.object({
  /** `schema.name(argument types)`. */
  id: z.string(),
  owner: z.string(),
  searchPathFixed: z.boolean(),
  publicExecute: z.boolean(),
});
export type DefinerFunction = z.infer<typeof definerFunctionSchema>;

/** A domain: what a column of that type really holds, and what is checked. */
export const domainSchema = z.object({
  /** As `format_type` prints it for a column: schema-qualified. */
  type: z.string(),
  baseType: z.string(),
  notNull: z.boolean(),
  default: nullableString,
  /** As `pg_get_constraintdef` prints them: `CHECK (…)`. */
  checks: list(z.string()),
});
export type Domain = z.infer<typeof domainSchema>;

export const settingSchema = z.object({ name: z.string(), value: z.string(), unit: nullableString, default: nullableString });
export type Setting = z.infer<typeof settingSchema>;

export const databaseFactsSchema = z.object({
  engine: z.enum(['postgresql', 'pglite']),
  /** Such as `15.20`. */
  version: z.string(),
  /** server_version_num, such as 150020. */
  versionNumber: z.number(),
  name: z.string(),
  /** The role the facts were read as. */
  role: z.string(),
  superuser: z.boolean(),
  sizeBytes: nullableNumber,
  extensions: list(z.object({ name: z.string(), version: z.string(), defaultVersion: nullableString })),
  schemas: list(z.string()),
  /** Planner settings that differ from their default. */
  plannerSettings: list(settingSchema),
  sequences: list(sequenceSchema),
  definerFunctions: list(definerFunctionSchema),
  /** Absent in snapshots that were made before it was read. */
  domains: z.optional(list(domainSchema)),
  /** Bucketed age of the statistics counters, as in `activity.analyzedAgo`. */
  statisticsAge: z.string(),
  /** Limits a new session of `role` begins with; absent here and below = not read. */
  timeouts: z.optional(list(timeoutSchema)),
  freezing: z.optional(freezingSchema),
  /** Sessions of this database that hold something up, ours left out. */
  sessions: z.optional(list(sessionGroupSchema)),
  /** Null: too few blocks were asked for to say anything. */
  cacheHit: z.optional(z.nullable(cacheHitSchema)),
});
export type DatabaseFacts = z.infer<typeof databaseFactsSchema>;
