import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';

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
  /** Bucketed age of the statistics counters, as in `activity.analyzedAgo`. */
  statisticsAge: z.string(),
});
export type DatabaseFacts = z.infer<typeof databaseFactsSchema>;
