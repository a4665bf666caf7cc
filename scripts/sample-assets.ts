import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = 'src/sample';
const target = 'dist/sample';
const builder = 'scripts/build-sample.ts';
const builderFiles = [builder, 'scripts/sample-tarball.ts', 'scripts/shut-down-pglite.ts', 'node_modules/@electric-sql/pglite/package.json'];
const recorder = 'scripts/record-sample-facts.ts';
/** What turns the database into facts: the recording is made anew when it changes. */
const readerFolders = ['src/server/database', 'src/server/sources/migrations', 'src/contract/snapshot'];
const stampFile = join(target, '.stamp');
const factsStampFile = join(target, '.facts-stamp');

/**
 * Puts the sample project beside the built server: its OpenAPI file, migrations and SQL as they are, its database as a tarball of a
 * data directory, and what that database says. Making the tarball takes seconds, so each part is kept while what it is made from
 * stays the same.
 */
export async function buildSample(): Promise<void> {
  await keepCurrent({ stampFile, fingerprint: fingerprint([...filesBelow(source), ...builderFiles]) }, async () => {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    cpSync(source, target, { recursive: true, filter: (path) => !path.endsWith('.ts') });
    await runScript(builder);
  });
  const readers = readerFolders.flatMap(filesBelow).filter((file) => !file.endsWith('.test.ts'));
  await keepCurrent({ stampFile: factsStampFile, fingerprint: fingerprint([stampFile, recorder, ...readers]) }, () => runScript(recorder));
}

async function keepCurrent(part: { readonly stampFile: string; readonly fingerprint: string }, build: () => Promise<void>): Promise<void> {
  if (existsSync(part.stampFile) && readFileSync(part.stampFile, 'utf8') === part.fingerprint) return;
  await build();
  writeFileSync(part.stampFile, part.fingerprint);
}

async function runScript(script: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${script} failed with exit code ${String(code)}: the sample project was not built`);
}

function fingerprint(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesBelow(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
}
