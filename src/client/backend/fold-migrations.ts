import type { Migration, MigrationsSummaryResponse, Skipped } from '#contract';

interface FoldedMigrations {
  readonly migrations: readonly Migration[];
  readonly skipped: readonly Skipped[];
  /** What the backend counted, for who knows the migrations from elsewhere. */
  readonly summary: MigrationsSummaryResponse;
}

/** The newest migration of each app, by id: a backend names no others and gives no text. */
export function foldMigrations(summary: MigrationsSummaryResponse): FoldedMigrations {
  const named = summary.apps.flatMap((app) => (app.head_migrations ?? []).map((name) => toMigration(app.app_label, name, app.pending === 0)));
  const migrations = [...new Map(named.map((migration) => [migration.id, migration])).values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const more = Math.max(0, summary.total_migrations - migrations.length);
  return { migrations, skipped: summary.total_migrations === 0 ? [] : [withoutText(more)], summary };
}

/** Whether the newest one is among those that are pending is not told. */
function toMigration(app: string, name: string, allApplied: boolean): Migration {
  return {
    id: `${app}/${name}`, app, name, tool: 'aksara', up: { path: name, text: '', sql: false }, down: null, state: allApplied ? 'applied' : 'unknown',
    appliedAt: null, checksum: 'unknown', transactional: null, dependsOn: [],
  };
}

function withoutText(more: number): Skipped {
  const others = more === 0 ? '' : ` ${more} older ones are only counted.`;
  return { part: 'migrations', reason: `An Aksara backend names the newest migration of each app and gives no text.${others}`, remedy: 'Start with --migrations DIR.' };
}
