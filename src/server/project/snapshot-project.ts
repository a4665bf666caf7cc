import { basename } from 'node:path';
import { parseSnapshotBytes } from '#client';
import { FlowError, longestSnapshot, type ProjectSnapshot, type SqlParser } from '#contract';
import { singleStatement } from '#flows';
import { readFileBytes, type FileBytes } from '../sources/text-file.ts';
import { checksumsOf, type SnapshotChecksums } from './checksums.ts';
import { toKnownSecrets } from './known-secrets.ts';
import type { Project, ProjectState } from './project.ts';

export interface SnapshotProjectOptions {
  /** Path of a file that `aksara snapshot` wrote. */
  readonly file: string;
  readonly parser: SqlParser;
  /** Follow changes of the file. Default true. */
  readonly watch?: boolean;
}

/**
 * A project out of a snapshot file: everything but plans, since there is no database behind it. Throws FlowError NOT_FOUND,
 * SOURCE_UNREADABLE or PAYLOAD_TOO_LARGE when the file gives no snapshot; later reads keep the last good one.
 */
export async function openSnapshotProject({ file, parser, watch = true }: SnapshotProjectOptions): Promise<Project> {
  const listeners = new Set<(state: ProjectState) => void>();
  let snapshot = await readSnapshotFile(file);
  let state = toState(checksumsOf(snapshot));

  async function refresh(): Promise<ProjectState> {
    try {
      snapshot = await readSnapshotFile(file);
      state = toState(checksumsOf(snapshot));
    } catch (error) {
      if (!FlowError.isInstance(error)) throw error;
      state = { ...state, stale: true, staleReason: error.message };
    }
    for (const listener of listeners) listener(state);
    return state;
  }

  const endWatch = watch ? await follow(file, () => void refresh()) : () => {};
  return {
    parser,
    backend: null,
    snapshot: () => snapshot,
    state: () => state,
    refresh,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async explain(sql) {
      const statement = singleStatement(sql, { parser });
      throw statement.ok ? noPlan(file) : statement.error;
    },
    whatIf: async () => ({ ok: false, reason: `there is no database behind the snapshot ${basename(file)}`, remedy: 'Start with --database-url.' }),
    secrets: (keys) => toKnownSecrets([], keys),
    touch: () => {},
    close: async () => endWatch(),
  };
}

/** Reads and checks a snapshot file. Throws FlowError as `openSnapshotProject`. */
export async function readSnapshotFile(path: string): Promise<ProjectSnapshot> {
  const file = await readFileBytes(path, longestSnapshot);
  if (!file.ok) throw unreadable(path, file);
  try {
    return parseSnapshotBytes(file.bytes);
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    throw new FlowError(error.code, `${basename(path)}: ${error.message}`, { ...(error.remedy === null ? {} : { remedy: error.remedy }), cause: error });
  }
}

function unreadable(path: string, { kind, reason }: Extract<FileBytes, { readonly ok: false }>): FlowError {
  if (kind === 'missing') return new FlowError('NOT_FOUND', `There is no snapshot file ${path}.`, { remedy: 'Write one with: aksara snapshot --out project.json' });
  if (kind === 'too-large') return new FlowError('PAYLOAD_TOO_LARGE', `The snapshot ${path} ${reason}.`, { remedy: 'Make one of fewer schemas, or connect the database instead.' });
  return new FlowError('SOURCE_UNREADABLE', `The snapshot ${path} ${reason}.`, { remedy: 'Give the file that aksara snapshot wrote.' });
}

/** Such a statement could be planned, only not here. */
function noPlan(file: string): FlowError {
  return new FlowError('DATABASE_UNREACHABLE', `There is no database behind the snapshot ${basename(file)}, so nothing can be planned.`, {
    remedy: 'Start with --database-url for plans.',
  });
}

function toState({ checksum, checksums }: SnapshotChecksums): ProjectState {
  const lastError = 'A snapshot file is read; there is no database behind it.';
  return { checksum, checksums, stale: false, staleReason: null, refreshedAt: new Date().toISOString(), database: { connected: false, lastError, latencyMs: null } };
}

async function follow(file: string, onChange: () => void): Promise<() => void> {
  const { watchPaths } = await import('../sources/watch-paths.ts');
  const watcher = watchPaths([file], onChange);
  return () => watcher.close();
}
