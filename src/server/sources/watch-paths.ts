import { type FSWatcher, watch } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { survey } from './survey.ts';

export interface PathsWatcher {
  /** After it nothing is called any more; calling it twice is fine. */
  close(): void;
}

const DEBOUNCE_MS = 150;
/** A folder that never rests is looked at this often. */
const LONGEST_WAIT_MS = 1_000;
/** Where the system has no watcher left. */
const POLL_MS = 2_000;

/**
 * Calls back once files at `paths` (files, or folders with all below them; http addresses are ignored) changed, appeared or went,
 * and then rested for 150 ms. Paths may not exist yet, may be deleted and made again, or be replaced by an editor. Never throws;
 * where the system cannot watch, it looks every two seconds.
 */
export function watchPaths(paths: readonly string[], onChange: () => void): PathsWatcher {
  const roots = paths.flatMap(localPath);
  const watchers = new Map<string, Watched>();
  let firstEvent: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let polling: NodeJS.Timeout | null = null;
  let closed = false;
  let known = look();

  function schedule(): void {
    if (closed) return;
    firstEvent ??= performance.now();
    if (timer !== null && performance.now() - firstEvent > LONGEST_WAIT_MS) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(compare, DEBOUNCE_MS).unref();
  }

  function compare(): void {
    timer = null;
    firstEvent = null;
    const state = look();
    if (state === known) return;
    known = state;
    onChange();
  }

  /** Watches the folders that are there now, and tells the state of the files. */
  function look(): string {
    const { folders, state } = survey(roots);
    for (const [folder, { identity }] of watchers) {
      if (folders.get(folder) !== identity) unwatch(folder);
    }
    for (const [folder, identity] of folders) {
      if (!watchers.has(folder)) watchFolder(folder, identity);
    }
    return state;
  }

  function watchFolder(folder: string, identity: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, schedule);
      watchers.set(folder, { watcher, identity });
      watcher.on('error', () => {
        unwatch(folder);
        schedule();
      });
    } catch {
      // No watcher left (ENOSPC, EMFILE), or the folder has just gone: looking from time to time covers both.
      polling ??= setInterval(compare, POLL_MS).unref();
    }
  }

  function unwatch(folder: string): void {
    watchers.get(folder)?.watcher.close();
    watchers.delete(folder);
  }

  return {
    close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      if (polling !== null) clearInterval(polling);
      for (const folder of watchers.keys()) unwatch(folder);
    },
  };
}

function localPath(path: string): string[] {
  if (/^https?:\/\//i.test(path)) return [];
  try {
    return [/^file:\/\//i.test(path) ? fileURLToPath(path) : resolve(path)];
  } catch {
    // No valid file: address; whoever reads it says so.
    return [];
  }
}

interface Watched {
  readonly watcher: FSWatcher;
  /** Which folder it watches: one made again under the same name is another. */
  readonly identity: string;
}
