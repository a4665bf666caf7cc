import type { Migration, MigrationApp, MigrationsSummaryResponse, ProjectSnapshot } from '#contract';
import type { ProjectState } from '../../project/project.ts';

/** Counts by app. A migration whose state is unknown counts as neither applied nor pending. */
export function toMigrationsSummary({ migrations }: ProjectSnapshot, state: ProjectState): MigrationsSummaryResponse {
  const apps = [...new Set(migrations.map(({ app }) => app))].toSorted();
  return {
    total_migrations: migrations.length,
    applied_migrations: count(migrations, 'applied'),
    pending_migrations: count(migrations, 'pending'),
    apps: apps.map((app) => toApp(app, migrations.filter((migration) => migration.app === app))),
    conflicts: [],
    migrations_checksum: state.checksums.migrations_checksum ?? null,
    last_applied: lastApplied(migrations),
    unknown_migrations: count(migrations, 'unknown'),
  };
}

/** Heads: the migrations no other one depends on; tools without dependencies run in order, so the last one is. */
function toApp(app: string, migrations: readonly Migration[]): MigrationApp {
  const needed = new Set(migrations.flatMap(({ dependsOn }) => dependsOn));
  const declared = needed.size > 0;
  const heads = declared ? migrations.filter(({ id, name }) => !needed.has(id) && !needed.has(name)) : migrations.slice(-1);
  return {
    app_label: app,
    total: migrations.length,
    applied: count(migrations, 'applied'),
    pending: count(migrations, 'pending'),
    has_conflicts: false,
    head_migrations: heads.map(({ name }) => name),
  };
}

function count(migrations: readonly Migration[], state: Migration['state']): number {
  return migrations.filter((migration) => migration.state === state).length;
}

/** The one applied last; where the history has no times, the last applied in order. */
function lastApplied(migrations: readonly Migration[]): string | null {
  const applied = migrations.filter(({ state }) => state === 'applied');
  const latest = applied.reduce<Migration | null>((last, next) => ((next.appliedAt ?? '') >= (last?.appliedAt ?? '') ? next : last), null);
  return latest?.name ?? null;
}
