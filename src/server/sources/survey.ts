import { readdirSync, realpathSync, statSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Survey {
  /** Folders to watch, with their identity on the disk. */
  readonly folders: ReadonlyMap<string, string>;
  /** Differs whenever a file below the roots changed, appeared or went. */
  readonly state: string;
}

const MAX_FILES = 20_000;
const MAX_DEPTH = 6;
const IGNORED = /^(node_modules|\..*|__pycache__)$/;

/** Synchronous, so that nothing is missed between looking and watching; a project's own folders are small. */
export function survey(roots: readonly string[]): Survey {
  const folders = new Map<string, string>();
  const files: string[] = [];
  for (const root of roots) surveyRoot(root, folders, files);
  return { folders, state: files.join('\n') };
}

function surveyRoot(root: string, folders: Map<string, string>, files: string[]): void {
  const stats = statOf(root);
  if (stats?.isDirectory()) {
    surveyFolder(root, 0, folders, files);
  } else if (stats) {
    files.push(`${root} ${identityOf(stats)} ${stats.size} ${stats.mtimeMs}`);
    addFolder(dirname(root), folders);
    // A link's target changes in the target's folder.
    addFolder(dirname(realPathOf(root)), folders);
  } else {
    files.push(`${root} missing`);
  }
  // Its parent tells when the root itself goes or comes; a missing parent's nearest ancestor tells when that comes.
  addFolder(nearestFolder(dirname(root)), folders);
}

function surveyFolder(folder: string, depth: number, folders: Map<string, string>, files: string[]): void {
  addFolder(folder, folders);
  for (const entry of entriesOf(folder)) {
    if (files.length > MAX_FILES) return;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (depth < MAX_DEPTH && !IGNORED.test(entry.name)) surveyFolder(path, depth + 1, folders, files);
      continue;
    }
    const stats = statOf(path);
    files.push(stats ? `${path} ${identityOf(stats)} ${stats.size} ${stats.mtimeMs}` : `${path} unreadable`);
  }
}

function addFolder(folder: string, folders: Map<string, string>): void {
  const stats = folders.has(folder) ? null : statOf(folder);
  if (stats) folders.set(folder, identityOf(stats));
}

function nearestFolder(folder: string): string {
  let nearest = folder;
  while (!statOf(nearest)?.isDirectory() && dirname(nearest) !== nearest) nearest = dirname(nearest);
  return nearest;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // Gone or not readable: the reader of the source says so; here it has no files.
    return [];
  }
}

function statOf(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    // Not readable: as good as missing until that changes.
    return null;
  }
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // It went away this moment; the next look sees that.
    return path;
  }
}

function identityOf(stats: Stats): string {
  return `${stats.dev}:${stats.ino}`;
}
