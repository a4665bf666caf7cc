import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute paths of the sample project. */
export interface SampleFiles {
  readonly folder: string;
  /** The whole schema, with the ledger of applied migrations; then `seed` fills it. */
  readonly schema: string;
  readonly seed: string;
  readonly openapi: string;
  /** `<app>/<version>_<name>.up.sql` and `.down.sql`. */
  readonly migrations: string;
  /** Which migrations are applied, in the order in which they were. */
  readonly history: string;
  readonly base: string;
  readonly queries: string;
  readonly seededFaults: string;
}

/** Where the sample project lies: this folder in a source tree, `dist/sample` beside the built `dist/node`. */
export function sampleFiles(): SampleFiles {
  const folder = findFolder();
  return {
    folder,
    schema: join(folder, 'schema.sql'),
    seed: join(folder, 'seed.sql'),
    openapi: join(folder, 'openapi.json'),
    migrations: join(folder, 'migrations'),
    history: join(folder, 'history.json'),
    base: join(folder, 'base.sql'),
    queries: join(folder, 'queries.sql'),
    seededFaults: join(folder, 'seeded-faults.json'),
  };
}

function findFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [here, join(here, '..', 'sample')];
  const found = candidates.find((folder) => existsSync(join(folder, 'history.json')));
  if (!found) throw new Error(`The sample project is in none of ${candidates.join(', ')}: run npm run build.`);
  return found;
}
