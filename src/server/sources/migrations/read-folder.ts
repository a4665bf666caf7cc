import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve, sep } from 'node:path';
import { FlowError, type Skipped } from '#contract';
import { failureReason, mebibytes, readTextFile } from '../text-file.ts';
import { compareText } from './natural-order.ts';
import type { MigrationFile } from './migration-draft.ts';

export interface Folder {
  /** Name of the folder that was given. */
  readonly name: string;
  /** Sorted by path. */
  readonly files: readonly MigrationFile[];
  readonly skipped: readonly Skipped[];
}

const MAX_FILE_BYTES = 2 * 1024 * 1024;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
const MAX_FILES = 20_000;
const MAX_FOLDERS = 5_000;
const MAX_DEPTH = 4;
const EXTENSIONS = /\.(sql|py|rb|js|cjs|mjs|ts|cts|mts|conf)$/;
const NAMED = new Set(['migration_lock.toml', '_journal.json', 'snapshot.json']);
const IGNORED_FOLDERS = /^(\..*|node_modules|__pycache__|venv|dist|build|target|site-packages)$/;

/**
 * Reads the text files of a migrations folder, at most four levels deep. A file that cannot be read as text becomes a skipped part.
 * @throws FlowError SOURCE_UNREADABLE when the folder itself cannot be read.
 */
export async function readFolder(path: string): Promise<Folder> {
  const root = resolve(path);
  const name = basename(root);
  const real = await openFolder(root, name);
  const skipped: Skipped[] = [];
  const files: MigrationFile[] = [];
  let total = 0;
  for (const relative of await listFiles(real, name, skipped)) {
    const label = `${name}/${relative}`;
    const read = total > MAX_TOTAL_BYTES ? tooMuch() : await readInside(real, relative);
    if (read.ok) {
      total += read.bytes.length;
      files.push({ path: relative, label, text: read.text, bytes: read.bytes });
    } else {
      skipped.push(skip(`${label} ${read.reason}; it was left out.`, 'Correct the file, then refresh.'));
    }
  }
  return { name, files, skipped };
}

async function openFolder(root: string, name: string): Promise<string> {
  try {
    const real = await realpath(root);
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    throw unreadable(`The migrations folder ${name} ${failureReason(error)}.`, error);
  }
  throw unreadable(`The migrations path ${name} is a file, not a folder.`);
}

/** Sorted paths of the files that may matter; walks level by level under the limits. */
async function listFiles(root: string, name: string, skipped: Skipped[]): Promise<string[]> {
  const found: string[] = [];
  const folders = [{ path: '', depth: 0 }];
  for (const { path, depth } of folders) {
    for (const entry of await readEntries(root, path, name, skipped)) {
      const child = path === '' ? entry.name : `${path}/${entry.name}`;
      if (!entry.isDirectory()) {
        if (EXTENSIONS.test(entry.name) || NAMED.has(entry.name)) found.push(child);
      } else if (depth < MAX_DEPTH && folders.length < MAX_FOLDERS && !IGNORED_FOLDERS.test(entry.name)) {
        folders.push({ path: child, depth: depth + 1 });
      }
    }
    if (found.length > MAX_FILES) break;
  }
  if (found.length > MAX_FILES || folders.length === MAX_FOLDERS) {
    skipped.push(skip(`${name} holds too much to be read whole: ${MAX_FILES} files and ${MAX_FOLDERS} folders are.`));
  }
  return found.slice(0, MAX_FILES).toSorted(compareText);
}

async function readEntries(root: string, path: string, name: string, skipped: Skipped[]) {
  try {
    const entries = await readdir(join(root, path), { withFileTypes: true });
    return entries.toSorted((a, b) => compareText(a.name, b.name));
  } catch (error) {
    if (path === '') throw unreadable(`The migrations folder ${name} ${failureReason(error)}.`, error);
    skipped.push(skip(`The folder ${name}/${path} ${failureReason(error)}; it was left out.`));
    return [];
  }
}

/** A link must not make a file from elsewhere part of a pack. */
async function readInside(root: string, relative: string) {
  try {
    const path = await realpath(join(root, relative));
    if (!path.startsWith(root + sep)) return { ok: false as const, reason: 'is a link to a file outside the folder' };
    return await readTextFile(path, MAX_FILE_BYTES);
  } catch (error) {
    return { ok: false as const, reason: failureReason(error) };
  }
}

function tooMuch() {
  return { ok: false as const, reason: `comes after ${mebibytes(MAX_TOTAL_BYTES)} of other files` };
}

function skip(reason: string, remedy: string | null = null): Skipped {
  return { part: 'migrations', reason, remedy };
}

function unreadable(message: string, cause?: unknown): FlowError {
  return new FlowError('SOURCE_UNREADABLE', message, { remedy: 'Check the path given with --migrations.', cause });
}
