import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PgliteSource } from './drivers/pglite-messages.ts';

const EXTENSIONS = ['pg_stat_statements'] as const;
const SCRIPTS = ['schema.sql', 'seed.sql'] as const;

/**
 * The sample as the build made it (a data directory's tarball, opened in about a second); from a source tree without a build, or
 * with SQL newer than it, the SQL itself (some seconds).
 */
export function findSampleDatabase(): PgliteSource {
  const tarball = fileURLToPath(new URL(isSource() ? '../../../dist/sample/sample-db.tar.gz' : '../sample/sample-db.tar.gz', import.meta.url));
  const scripts = isSource() ? SCRIPTS.map((name) => fileURLToPath(new URL(`../../sample/${name}`, import.meta.url))) : [];
  if (isFresh(tarball, scripts)) return { loadDataDir: tarball, extensions: EXTENSIONS };
  return { scripts: scripts.map((file) => readFileSync(file, 'utf8')), extensions: EXTENSIONS };
}

function isSource(): boolean {
  return import.meta.url.endsWith('.ts');
}

function isFresh(tarball: string, scripts: readonly string[]): boolean {
  if (scripts.length === 0) return true;
  if (!existsSync(tarball)) return false;
  const built = statSync(tarball).mtimeMs;
  return scripts.every((file) => statSync(file).mtimeMs <= built);
}
