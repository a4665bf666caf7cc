import { randomBytes } from 'node:crypto';
import { historyEntrySchema, keptAnswerSchema, type HistoryEntry, type HistoryResponse, type KeptAnswer } from '#contract';
import { deleteStored, historyFolder, listFiles, readStored, writeStored, type StoredFile } from './history-folder.ts';
import { createPackLog, type PackLog } from './pack-log.ts';

/** Answers kept on this machine, one file each, in the user's state folder. */
export interface AnswerHistory {
  /** Those of one project, newest first. */
  list(project: string): HistoryResponse;
  /** Null when there is none of that id. */
  read(id: string): KeptAnswer | null;
  /** Which requests gave which packs; off with the history. */
  readonly packs: PackLog;
  /** Null when the history is off. Throws SOURCE_UNREADABLE when the folder cannot be written. */
  keep(answer: NewAnswer): HistoryEntry | null;
  delete(id: string): void;
  deleteAll(project: string): void;
  setEnabled(enabled: boolean): void;
}

/** An answer before it has an id and a time. */
export type NewAnswer = Omit<KeptAnswer, 'id' | 'created_at' | 'characters'>;

export interface HistoryOptions {
  readonly folder: string;
  readonly now?: () => Date;
  /** Bytes of all files together; the oldest are deleted beyond it. Default 20 MiB. */
  readonly limitBytes?: number;
}

const defaultLimit = 20 * 1024 ** 2;
const settingsFile = 'settings.json';
const idPattern = /^\d{8}T\d{9}Z-[0-9a-f]{6}$/;

export function openHistory(environment: Readonly<Record<string, string | undefined>>): AnswerHistory {
  return createHistory({ folder: historyFolder(environment) });
}

export function createHistory({ folder, now = () => new Date(), limitBytes = defaultLimit }: HistoryOptions): AnswerHistory {
  const files = (): StoredFile[] => listFiles(folder).filter(({ name }) => idPattern.test(name.slice(0, -'.json'.length)));
  const isEnabled = (): boolean => !isOff(readStored(folder, settingsFile));

  function read(id: string): KeptAnswer | null {
    // The id comes from a URL: anything but an id of ours never becomes a path.
    const parsed = idPattern.test(id) ? keptAnswerSchema.safeParse(readStored(folder, `${id}.json`)) : null;
    return parsed?.success ? parsed.data : null;
  }

  function* newestFirst(): Generator<KeptAnswer> {
    for (const { name } of files().toReversed()) {
      const kept = read(name.slice(0, -'.json'.length));
      if (kept !== null) yield kept;
    }
  }

  const packs = createPackLog(folder, isEnabled);
  return {
    list(project) {
      const entries = [...newestFirst()].filter((kept) => kept.project === project).map(toEntry);
      return { enabled: isEnabled(), entries, bytes: files().reduce((sum, { bytes }) => sum + bytes, 0), limit_bytes: limitBytes };
    },
    read,
    packs,
    keep(answer) {
      if (!isEnabled()) return null;
      const createdAt = now().toISOString();
      const id = `${createdAt.replaceAll(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`;
      const kept = { ...answer, id, created_at: createdAt, characters: answer.answer.length };
      writeStored(folder, `${id}.json`, kept);
      trim(folder, files(), { limitBytes, keep: `${id}.json` });
      return toEntry(kept);
    },
    delete(id) {
      const kept = read(id);
      if (kept !== null) packs.forget(kept.pack_id);
      if (idPattern.test(id)) deleteStored(folder, `${id}.json`);
    },
    deleteAll(project) {
      for (const kept of newestFirst()) if (kept.project === project) deleteStored(folder, `${kept.id}.json`);
      // What is deleted must not live on in the note of its request; the log does not know projects, and is a convenience.
      packs.forget(null);
    },
    setEnabled: (enabled) => writeStored(folder, settingsFile, { enabled }),
  };
}

/** Without the text: the schema of an entry leaves out what it does not name. */
function toEntry(kept: KeptAnswer): HistoryEntry {
  return historyEntrySchema.parse(kept);
}

function isOff(settings: unknown): boolean {
  return typeof settings === 'object' && settings !== null && 'enabled' in settings && settings.enabled === false;
}

/** Deletes the oldest until the rest fits; the one just written stays. */
function trim(folder: string, files: readonly StoredFile[], { limitBytes, keep }: { readonly limitBytes: number; readonly keep: string }): void {
  let over = files.reduce((sum, { bytes }) => sum + bytes, 0) - limitBytes;
  for (const { name, bytes } of files) {
    if (over <= 0) return;
    if (name === keep) continue;
    deleteStored(folder, name);
    over -= bytes;
  }
}
