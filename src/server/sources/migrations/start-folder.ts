import { basename, dirname, resolve } from 'node:path';
import type { MigrationFile } from './migration-draft.ts';

const CONTAINERS = /^(migrations?|migrate|versions|prisma|drizzle|db|sql)$/;

export interface StartFolder {
  /** Paths relative to the folder the migrations really start in. */
  readonly files: readonly MigrationFile[];
  /** The app that folder belongs to, if it is an app's own: the name above a folder called `migrations`. */
  readonly app: string;
}

/** Goes down from `prisma`, `alembic` or `db` to `migrations`, `versions` or `migrate` while nothing numbered lies higher. */
export function findStartFolder(given: string, files: readonly MigrationFile[]): StartFolder {
  let path = resolve(given);
  let current = files;
  for (;;) {
    if (current.some((file) => /^[VUR]?_*\d[^/]*$|^R__[^/]*$/.test(file.path))) break;
    const folders = new Set(current.filter((file) => file.path.includes('/')).map((file) => file.path.slice(0, file.path.indexOf('/'))));
    const [container, ...more] = [...folders].filter((folder) => CONTAINERS.test(folder));
    if (container === undefined || more.length > 0) break;
    const prefix = `${container}/`;
    current = current.filter((file) => file.path.startsWith(prefix)).map((file) => ({ ...file, path: file.path.slice(prefix.length) }));
    path = `${path}/${container}`;
  }
  return { files: current, app: basename(path) === 'migrations' ? basename(dirname(path)) : basename(path) };
}
