import type { Migration } from '#contract';

export interface MigrationGroup {
  readonly app: string;
  /** Pending ones first, then the rest, newest (last in order) first. */
  readonly migrations: readonly Migration[];
  readonly pending: number;
}

/** One group an app; the given order is the order in which they run. */
export function groupMigrations(migrations: readonly Migration[]): readonly MigrationGroup[] {
  const groups = new Map<string, Migration[]>();
  for (const migration of migrations) {
    const group = groups.get(migration.app);
    if (group) group.push(migration);
    else groups.set(migration.app, [migration]);
  }
  return [...groups].map(([app, members]) => toGroup(app, members));
}

function toGroup(app: string, members: readonly Migration[]): MigrationGroup {
  const pending = members.filter((migration) => migration.state === 'pending');
  const others = members.filter((migration) => migration.state !== 'pending').toReversed();
  return { app, migrations: [...pending, ...others], pending: pending.length };
}
