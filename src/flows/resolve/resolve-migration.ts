import { FlowError, type Migration, type MigrationFlowRequest, type ProjectSnapshot } from '#contract';
import { ambiguous, failed, found, notFound, unreadable, type Resolution } from './resolution.ts';

type Asked = Pick<MigrationFlowRequest, 'migration_id' | 'app' | 'name'>;

/**
 * A migration by id (`app/name`), by name, or by app alone: then the first pending one, or the newest when none is pending. A name
 * also fits by its leading version (`0007`).
 */
export function resolveMigration(snapshot: Pick<ProjectSnapshot, 'migrations' | 'skipped'>, asked: Asked): Resolution<Migration> {
  const id = asked.migration_id?.trim() ?? '';
  const app = asked.app?.trim() ?? '';
  const name = asked.name?.trim() ?? '';
  if (id === '' && app === '' && name === '') {
    return failed(new FlowError('INVALID_REQUEST', 'Give migration_id, name or app, so that the migration can be found.'));
  }
  const all = snapshot.migrations;
  const missing = all.length === 0 ? unreadable(snapshot, 'migrations') : null;
  if (missing !== null) return failed(missing);
  if (app !== '' && !all.some((migration) => migration.app === app)) {
    return failed(notFound('migration app', app, [...new Set(all.map((migration) => migration.app))]));
  }
  const pool = app === '' ? all : all.filter((migration) => migration.app === app);
  const wanted = id === '' ? name : id;
  if (wanted === '') return found(nextOf(pool));
  const exact = pool.filter((migration) => migration.id === wanted || migration.name === wanted);
  const fits = exact.length > 0 ? exact : pool.filter((migration) => versionOf(migration.name) === wanted);
  const [only] = fits;
  if (only !== undefined && fits.length === 1) return found(only);
  if (fits.length > 1) return failed(ambiguous('migration', wanted, fits.map((migration) => migration.id)));
  return failed(notFound('migration', wanted, pool.flatMap((migration) => [migration.id, migration.name])));
}

function nextOf(pool: readonly Migration[]): Migration {
  const chosen = pool.find((migration) => migration.state === 'pending') ?? pool.at(-1);
  if (chosen === undefined) throw new Error('the app was checked to have a migration');
  return chosen;
}

function versionOf(name: string): string {
  return /^[A-Za-z]?[0-9]+/.exec(name)?.[0] ?? '';
}
