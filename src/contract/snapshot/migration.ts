import { z } from 'zod/mini';
import { list, nullableString } from '../collection.ts';

export const migrationTools = [
  'plain_sql', 'prisma', 'drizzle', 'node_pg_migrate', 'flyway', 'golang_migrate', 'dbmate', 'rails', 'alembic', 'django', 'aksara',
] as const;
export const migrationToolSchema = z.enum(migrationTools);
export type MigrationTool = z.infer<typeof migrationToolSchema>;

/** A file's text. `sql` is false for source code of a tool (Python, Ruby, JavaScript), shown as text only. */
export const migrationTextSchema = z.object({ path: z.string(), text: z.string(), sql: z.boolean() });
export type MigrationText = z.infer<typeof migrationTextSchema>;

export const migrationSchema = z.object({
  /** `app/name`. */
  id: z.string(),
  app: z.string(),
  name: z.string(),
  tool: migrationToolSchema,
  up: migrationTextSchema,
  down: z.nullable(migrationTextSchema),
  /** `unknown`: no history table was found or readable. */
  state: z.enum(['applied', 'pending', 'unknown']),
  /** ISO 8601 in UTC. */
  appliedAt: nullableString,
  checksum: z.enum(['unchanged', 'changed', 'unknown']),
  /** False when the tool or a directive runs the file outside a transaction; null when not known. */
  transactional: z.nullable(z.boolean()),
  /** Files it says it depends on (Alembic down_revision, Django dependencies). */
  dependsOn: list(z.string()),
});
export type Migration = z.infer<typeof migrationSchema>;

/** True of a migration of which a backend tells the name only: its file, and what is in it, are not known. */
export function isOnlyNamed({ up }: Pick<Migration, 'up'>): boolean {
  return !up.sql && up.text === '';
}
