import { DEFAULT_APP, fileName, type MigrationDraft, type MigrationFile, parentFolder, sourceText, sqlText, type ToolReading } from '../migration-draft.ts';
import { naturalOrder } from '../natural-order.ts';

/** `<app>/migrations/<NNNN>_<name>.py`. When the folder is an app's own, `folderApp` is that app. */
export function readDjango(files: readonly MigrationFile[], folderApp: string): ToolReading {
  const drafts = files.filter(isPythonMigration).map((file) => toDraft(file, appOf(file.path) ?? folderApp));
  return { drafts: drafts.toSorted((a, b) => naturalOrder(a.name, b.name)), notes: [] };
}

/** `migrations/<timestamp>_<name>.py` or `<app>/migrations/…`, and SQL files of the same naming, which Aksara runs as well. */
export function readAksara(files: readonly MigrationFile[]): ToolReading {
  const sql = files.filter(({ path }) => path.endsWith('.sql')).map((file): MigrationDraft => {
    const name = fileName(file.path).slice(0, -4);
    return { app: appOf(file.path) ?? DEFAULT_APP, name, version: name, up: sqlText(file), down: null, file, transactional: null, dependsOn: [] };
  });
  const python = files.filter(isPythonMigration).map((file) => ({ ...toDraft(file, appOf(file.path) ?? DEFAULT_APP), transactional: null }));
  return { drafts: [...python, ...sql].toSorted((a, b) => naturalOrder(a.name, b.name)), notes: [] };
}

function isPythonMigration({ path, text }: MigrationFile): boolean {
  return path.endsWith('.py') && !fileName(path).startsWith('_') && /^class\s+Migration\s*\(/m.test(text);
}

function toDraft(file: MigrationFile, app: string): MigrationDraft {
  const name = fileName(file.path).slice(0, -3);
  return {
    app, name, version: name, up: sourceText(file), down: null, file,
    transactional: !/^\s+atomic\s*=\s*False\b/m.test(file.text), dependsOn: dependencies(file.text),
  };
}

/** `dependencies = [("blog", "0001_initial")]` as migration ids. */
function dependencies(text: string): string[] {
  const list = /^\s+dependencies\s*(?::[^=\n]*)?=\s*\[([^\]]*)\]/m.exec(text)?.[1] ?? '';
  return [...list.matchAll(/\(\s*["']([^"'\n]+)["']\s*,\s*["']([^"'\n]+)["']\s*,?\s*\)/g)].map(([, app, name]) => `${app}/${name}`);
}

/** `blog` of `blog/migrations/0001_initial.py` and of `blog/0001_initial.py`. */
function appOf(path: string): string | null {
  const folders = parentFolder(path).split('/').filter((folder) => folder !== '' && folder !== 'migrations');
  return folders.at(-1) ?? null;
}
