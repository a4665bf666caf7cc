import { DEFAULT_APP, fileName, type MigrationFile, parentFolder, sqlText, type ToolReading } from '../migration-draft.ts';
import { naturalOrder } from '../natural-order.ts';

/** Folders `<timestamp>_<name>/migration.sql`; a `down.sql` beside it is what `prisma migrate diff` makes for undoing. */
export function readPrisma(files: readonly MigrationFile[]): ToolReading {
  const downs = new Map(files.filter(({ path }) => fileName(path) === 'down.sql').map((file) => [parentFolder(file.path), file]));
  const drafts = files.filter(({ path }) => fileName(path) === 'migration.sql').map((file) => {
    const folder = parentFolder(file.path);
    const name = fileName(folder);
    const down = downs.get(folder);
    return {
      app: DEFAULT_APP, name, version: name, up: sqlText(file), down: down ? sqlText(down) : null, file, transactional: null, dependsOn: [],
    };
  });
  return { drafts: drafts.toSorted((a, b) => naturalOrder(a.name, b.name)), notes: [] };
}
