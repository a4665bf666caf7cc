import { z } from 'zod/mini';
import { list, nullableString } from '../collection.ts';
import { projectConfigurationSchema } from '../configuration.ts';
import { acceptedRiskSchema, findingSchema, ruleCheckSchema, skippedSchema } from '../finding.ts';
import { databaseFactsSchema } from './database.ts';
import { migrationSchema } from './migration.ts';
import { modelSchema } from './model.ts';
import { querySchema } from './query.ts';
import { routeSchema } from './route.ts';

/** A finding of the project with its short id (`d-001`), numbered worst first over the whole snapshot. */
export const diagnosticSchema = z.object({ ...findingSchema.shape, shortId: z.string() });
export type Diagnostic = z.infer<typeof diagnosticSchema>;

export const snapshotFormat = 'aksara-studio/snapshot@1';

/** The one description of a project everything reads: plain, canonical (sorted by code unit), serialisable. */
export const projectSnapshotSchema = z.object({
  format: z.literal(snapshotFormat),
  project: z.object({
    name: z.string(),
    /** `sample` = the embedded sample project. */
    kind: z.enum(['sample', 'project']),
    /** What each source is, without credentials; null = not given. */
    sources: z.object({ database: nullableString, openapi: nullableString, migrations: nullableString }),
  }),
  database: z.nullable(databaseFactsSchema),
  models: list(modelSchema),
  routes: list(routeSchema),
  queries: list(querySchema),
  migrations: list(migrationSchema),
  diagnostics: list(diagnosticSchema),
  skipped: list(skippedSchema),
  /** What became of every rule, by ruleset and id; absent in snapshots that were made before it was kept. */
  checks: z.optional(list(ruleCheckSchema)),
  /** Findings a suppression took out of `diagnostics`. */
  accepted: z.optional(list(acceptedRiskSchema)),
  /** What the project's configuration file says; absent = there is none. */
  configuration: z.optional(projectConfigurationSchema),
});
export type ProjectSnapshot = z.infer<typeof projectSnapshotSchema>;
