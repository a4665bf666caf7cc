import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Writes files below a new folder `<temporary>/<name>` and answers its path. */
export async function writeFiles(files: Readonly<Record<string, string | Uint8Array>>, name = 'migrations'): Promise<string> {
  const root = join(await mkdtemp(join(tmpdir(), 'aksara-migrations-')), name);
  await mkdir(root, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}
