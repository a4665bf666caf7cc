import type { Migration } from '#contract';

/** A migration of the app `app` that the database has applied. */
export function appliedMigration(name: string, sql: string, appliedAt: string | null = null): Migration {
  return {
    id: `app/${name}`, app: 'app', name, tool: 'plain_sql', up: { path: `${name}.sql`, text: sql, sql: true }, down: null,
    state: 'applied', appliedAt, checksum: 'unchanged', transactional: null, dependsOn: [],
  };
}
