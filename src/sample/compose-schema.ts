import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/mini';
import { sampleFiles } from './sample-files.ts';

const appliedMigrationSchema = z.strictObject({ app: z.string(), version: z.string(), name: z.string(), applied_at: z.iso.datetime() });

/** One entry of history.json. */
export type AppliedMigration = z.infer<typeof appliedMigrationSchema>;

/** The migrations that the sample database has behind it, in the order in which they were applied. */
export function appliedMigrations(): AppliedMigration[] {
  return z.array(appliedMigrationSchema).parse(JSON.parse(readFileSync(sampleFiles().history, 'utf8')));
}

/** The up and down file of a migration; the down file may not exist. */
export function migrationFiles({ app, version, name }: Pick<AppliedMigration, 'app' | 'version' | 'name'>): { up: string; down: string } {
  const stem = join(sampleFiles().migrations, app, `${version}_${name}`);
  return { up: `${stem}.up.sql`, down: `${stem}.down.sql` };
}

/** The text of schema.sql: the base, then each applied migration in its own transaction together with its row in the ledger. */
export function composeSchema(): string {
  const base = readFileSync(sampleFiles().base, 'utf8');
  const head = '-- Made from base.sql, history.json and migrations/ by scripts/build-sample.ts --write-schema; edit those.\n\n';
  return head + [base, ...appliedMigrations().map(toTransaction)].join('\n');
}

function toTransaction(migration: AppliedMigration): string {
  const sql = readFileSync(migrationFiles(migration).up, 'utf8');
  const checksum = createHash('sha256').update(sql).digest('hex');
  const row = [migration.app, migration.version, migration.name, migration.applied_at, checksum].map((value) => `'${value}'`);
  return [
    `-- migrations/${migration.app}/${migration.version}_${migration.name}.up.sql`,
    'BEGIN;',
    sql.trimEnd(),
    `INSERT INTO schema_migrations (app, version, name, applied_at, checksum)\n  VALUES (${row.join(', ')});`,
    'COMMIT;',
    '',
  ].join('\n');
}
