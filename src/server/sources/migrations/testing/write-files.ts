import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const written: string[] = [];

/** For `afterAll` of a test file that writes folders. */
export async function removeWrittenFiles(): Promise<void> {
  for (const folder of written.splice(0)) await rm(folder, { recursive: true, force: true });
}

/** Writes files below a new folder `<temporary>/<name>` and answers its path. */
export async function writeFiles(files: Readonly<Record<string, string | Uint8Array>>, name = 'migrations'): Promise<string> {
  const temporary = await mkdtemp(join(tmpdir(), 'aksara-migrations-'));
  written.push(temporary);
  const root = join(temporary, name);
  await mkdir(root, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}
