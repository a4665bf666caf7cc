import {
  DEFAULT_APP, fileName, type MigrationDraft, type MigrationFile, parentFolder, sqlText, type ToolReading,
} from '../migration-draft.ts';
import { naturalOrder } from '../natural-order.ts';
import { splitSections } from '../sections.ts';

/** Marks of goose and of sql-migrate. */
const MARKERS = { up: /^\s*--\s*\+(goose|migrate)\s+up\b/i, down: /^\s*--\s*\+(goose|migrate)\s+down\b/i };
const NO_TRANSACTION = /^\s*--\s*\+(goose\s+no\s+transaction|migrate\s+up\s+notransaction)\b/im;

/**
 * Ordered SQL files: `0001_name.sql`, or `.up.sql` with `.down.sql`, or a folder `0001_name/` with `up.sql` and `down.sql`; folders
 * above are apps. One file may hold both, divided as goose or sql-migrate do. When some files carry a number, files without one (`schema.sql`, `seed.sql`) are no migrations.
 */
export function readPlainSql(files: readonly MigrationFile[]): ToolReading {
  const steps = files.filter(({ path }) => path.endsWith('.sql')).map(toStep);
  const numbered = steps.filter(({ name }) => /^v?\d/i.test(name));
  const used = numbered.length > 0 ? numbered : steps;
  const notes = unusedNotes(steps.filter((step) => !used.includes(step)));
  const downs = new Map(used.filter(({ isDown }) => isDown).map((step) => [`${step.app}/${step.name}`, step]));
  const drafts: MigrationDraft[] = [];
  for (const step of used) {
    const down = downs.get(`${step.app}/${step.name}`);
    if (!step.isDown) drafts.push(toDraft(step, down?.file ?? null));
    else if (!used.some((other) => !other.isDown && other.app === step.app && other.name === step.name)) {
      notes.push(`${step.file.label} undoes a migration that has no up file.`);
    }
  }
  return { drafts: drafts.toSorted((a, b) => naturalOrder(a.name, b.name)), notes };
}

function toDraft({ app, name, file }: Step, down: MigrationFile | null): MigrationDraft {
  const sections = splitSections(file.text, MARKERS);
  const downText = down ? sqlText(down) : null;
  return {
    app,
    name,
    version: /^v?(\d+)/i.exec(name)?.[1] ?? name,
    up: sections ? sqlText(file, sections.up) : sqlText(file),
    down: sections?.down ? sqlText(file, sections.down) : downText,
    file,
    transactional: sections ? !NO_TRANSACTION.test(file.text) : null,
    dependsOn: [],
  };
}

function toStep(file: MigrationFile): Step {
  const name = fileName(file.path);
  const folders = parentFolder(file.path).split('/').filter((folder) => folder !== '');
  if (/^(up|down|do|undo)\.sql$/i.test(name)) {
    return { app: appName(folders.slice(0, -1)), name: folders.at(-1) ?? name, isDown: /^(down|undo)/i.test(name), file };
  }
  const lastFolder = folders.at(-1)?.toLowerCase() ?? '';
  const inDirection = /^(ups?|downs?|rollbacks?|undo)$/.test(lastFolder);
  return {
    app: appName(inDirection ? folders.slice(0, -1) : folders),
    name: name.replace(/([._](up|down|do|undo|rollback))?\.sql$/i, ''),
    isDown: /[._](down|undo|rollback)\.sql$/i.test(name) || (inDirection && !lastFolder.startsWith('up')),
    file,
  };
}

function appName(folders: readonly string[]): string {
  return folders.length === 0 ? DEFAULT_APP : folders.join('.');
}

function unusedNotes(steps: readonly Step[]): string[] {
  if (steps.length === 0) return [];
  const names = steps.slice(0, 5).map(({ file }) => file.label);
  const more = steps.length > 5 ? ` and ${steps.length - 5} more` : '';
  return [`Without a number in their name, these are not taken for migrations: ${names.join(', ')}${more}.`];
}

interface Step {
  readonly app: string;
  readonly name: string;
  readonly isDown: boolean;
  readonly file: MigrationFile;
}
