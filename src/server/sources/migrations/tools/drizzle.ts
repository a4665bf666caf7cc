import { DEFAULT_APP, fileName, type MigrationDraft, type MigrationFile, parentFolder, sqlText, type ToolReading } from '../migration-draft.ts';
import { naturalOrder } from '../natural-order.ts';

/** `meta/_journal.json` with `<tag>.sql` files, or (since drizzle-kit 1.0) folders `<timestamp>_<name>` with migration.sql and snapshot.json. */
export function readDrizzle(files: readonly MigrationFile[]): ToolReading {
  const journal = files.find(({ path }) => fileName(path) === '_journal.json');
  return journal ? readJournal(journal, files) : readFolders(files);
}

function readFolders(files: readonly MigrationFile[]): ToolReading {
  const drafts = files
    .filter(({ path }) => fileName(path) === 'migration.sql')
    .map((file) => toDraft(file, fileName(parentFolder(file.path)), fileName(parentFolder(file.path))));
  return { drafts: drafts.toSorted((a, b) => naturalOrder(a.name, b.name)), notes: [] };
}

function readJournal(journal: MigrationFile, files: readonly MigrationFile[]): ToolReading {
  const folder = parentFolder(parentFolder(journal.path));
  const bySql = new Map(files.filter(({ path }) => path.endsWith('.sql') && parentFolder(path) === folder).map((file) => [fileName(file.path).slice(0, -4), file]));
  const entries = parseJournal(journal.text);
  if (entries === null) return inNameOrder(bySql, `${journal.label} is not a Drizzle journal`);
  if (!entries.some(({ tag }) => bySql.has(tag))) return inNameOrder(bySql, `${journal.label} lists none of the files`);
  const drafts: MigrationDraft[] = [];
  const missing: string[] = [];
  for (const { tag, when } of entries) {
    const file = bySql.get(tag);
    if (file) drafts.push(toDraft(file, tag, when));
    else missing.push(`${tag}.sql`);
    bySql.delete(tag);
  }
  const unlisted = [...bySql.values()].map(({ label }) => label);
  return {
    drafts,
    notes: [
      ...(missing.length > 0 ? [`${journal.label} lists files that are not there: ${missing.join(', ')}.`] : []),
      ...(unlisted.length > 0 ? [`Drizzle never runs files its journal does not list; these were left out: ${unlisted.join(', ')}.`] : []),
    ],
  };
}

function inNameOrder(bySql: ReadonlyMap<string, MigrationFile>, why: string): ToolReading {
  const drafts = [...bySql].map(([tag, file]) => toDraft(file, tag, ''));
  return { drafts: drafts.toSorted((a, b) => naturalOrder(a.name, b.name)), notes: [`${why}: the files are read in the order of their names.`] };
}

function toDraft(file: MigrationFile, name: string, version: string): MigrationDraft {
  return { app: DEFAULT_APP, name, version, up: sqlText(file), down: null, file, transactional: true, dependsOn: [] };
}

/** `when` (milliseconds) is what the history table keeps as `created_at`. */
function parseJournal(text: string): { tag: string; when: string }[] | null {
  try {
    const journal: unknown = JSON.parse(text);
    const entries = typeof journal === 'object' && journal !== null && 'entries' in journal ? journal.entries : null;
    if (!Array.isArray(entries)) return null;
    const parsed = entries.filter(isEntry).toSorted((a, b) => a.idx - b.idx);
    return parsed.length === entries.length ? parsed.map(({ tag, when }) => ({ tag, when: String(when) })) : null;
  } catch {
    // The caller says that it is no journal.
    return null;
  }
}

function isEntry(entry: unknown): entry is { idx: number; tag: string; when: number } {
  return typeof entry === 'object' && entry !== null && 'idx' in entry && typeof entry.idx === 'number'
    && 'tag' in entry && typeof entry.tag === 'string' && 'when' in entry && typeof entry.when === 'number';
}
