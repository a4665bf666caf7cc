import { z } from 'zod/mini';
import { list, nullableString } from '../collection.ts';

export const migrationAppSchema = z.looseObject({
  app_label: z.string(),
  total: z.number(),
  applied: z.number(),
  pending: z.number(),
  has_conflicts: z.optional(z.boolean()),
  head_migrations: z.optional(list(z.string())),
});
export type MigrationApp = z.infer<typeof migrationAppSchema>;

export const migrationsSummaryResponseSchema = z.looseObject({
  total_migrations: z.number(),
  applied_migrations: z.number(),
  pending_migrations: z.number(),
  apps: list(migrationAppSchema),
  conflicts: z.optional(list(z.unknown())),
  migrations_checksum: z.optional(nullableString),
  last_applied: z.optional(nullableString),
  /** Ours: migrations whose applied state could not be read. */
  unknown_migrations: z.optional(z.number()),
});
export type MigrationsSummaryResponse = z.infer<typeof migrationsSummaryResponseSchema>;
