import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = 'src/sample';
const target = 'dist/sample';
const builder = 'scripts/build-sample.ts';
const stampFile = join(target, '.stamp');

/**
 * Puts the sample project beside the built server: its OpenAPI file, migrations and SQL as they are, and its database as a
 * tarball of a data directory. Making the tarball takes seconds, so it is kept while what it is made from stays the same.
 */
export async function buildSample(): Promise<void> {
  const stamp = sampleFingerprint();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  cpSync(source, target, { recursive: true, filter: (path) => !path.endsWith('.ts') });
  await runBuilder();
  writeFileSync(stampFile, stamp);
}

async function runBuilder(): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', builder], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${builder} failed with exit code ${String(code)}: no sample database was built`);
}

function sampleFingerprint(): string {
  const hash = createHash('sha256');
  for (const file of [...filesBelow(source), builder, 'node_modules/@electric-sql/pglite/package.json']) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
}
