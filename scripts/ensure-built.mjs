// Plain JavaScript on purpose: `npm start` answers "is the build fresh?" before anything is compiled.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFile = join(root, 'dist', '.stamp');
const sources = [
  'src',
  'public',
  'scripts/build.ts',
  'scripts/build-sample.ts',
  'scripts/config-module.ts',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/** Builds when a source was added, removed or changed since the last build; returns whether it did. */
export function ensureBuilt() {
  if (isFresh()) return false;
  console.error('Building, since sources are newer than the build. The first time makes the sample database too, which takes about a minute.');
  const result = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'scripts', 'build.ts')], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (result.status !== 0) throw new Error('The build failed: see above. Nothing was started.');
  return true;
}

/** Records what the build was made from; `fingerprint` is taken before the build starts, so that an edit during it counts as newer. */
export function writeStamp(/** @type {string} */ fingerprint) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, fingerprint);
}

/** Name, size and time of every file that the build reads; tests are no part of it. */
export function sourceFingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) addPath(source, hash);
  return hash.digest('hex');
}

function isFresh() {
  try {
    return readFileSync(stampFile, 'utf8') === sourceFingerprint();
  } catch {
    return false; // no stamp: never built, or a build that did not finish
  }
}

function addPath(/** @type {string} */ path, /** @type {import('node:crypto').Hash} */ hash) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isDirectory()) {
    hash.update(`${path}\0${stats.size}\0${stats.mtimeMs}\n`);
    return;
  }
  for (const name of readdirSync(join(root, path)).toSorted()) {
    if (!/\.test\.tsx?$|^__goldens__$|^testing$/.test(name)) addPath(join(path, name), hash);
  }
}
