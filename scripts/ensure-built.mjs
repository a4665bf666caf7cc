// Plain JavaScript on purpose: `npm start` answers "is the build fresh?" before anything is compiled.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFiles = { studio: join(root, 'dist', '.stamp'), static: join(root, 'dist', '.static-stamp') };
const sources = [
  'src',
  'public',
  'scripts/build.ts',
  'scripts/build-sample.ts',
  'scripts/build-static.ts',
  'scripts/config-module.ts',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/** Builds when a source was added, removed or changed since the last build; returns whether it did. */
export function ensureBuilt() {
  if (isFresh('studio')) return false;
  console.error('Building, since sources are newer than the build. The first time makes the sample database too, which takes about a minute.');
  runBuild('build.ts');
  return true;
}

/** The same for the Studio in the browser alone, which only its own tests need. */
export function ensureStaticBuilt() {
  if (!isFresh('static')) runBuild('build-static.ts');
}

function runBuild(/** @type {string} */ script) {
  const result = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'scripts', script)], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (result.status !== 0) throw new Error('The build failed: see above. Nothing was started.');
}

/** Records what the build was made from; `fingerprint` is taken before the build starts, so that an edit during it counts as newer. */
export function writeStamp(/** @type {string} */ fingerprint, /** @type {keyof typeof stampFiles} */ build = 'studio') {
  mkdirSync(dirname(stampFiles[build]), { recursive: true });
  writeFileSync(stampFiles[build], fingerprint);
}

/** Name, size and time of every file that the build reads; tests are no part of it. */
export function sourceFingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const source of sources) addPath(source, hash);
  return hash.digest('hex');
}

function isFresh(/** @type {keyof typeof stampFiles} */ build) {
  try {
    return readFileSync(stampFiles[build], 'utf8') === sourceFingerprint();
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
