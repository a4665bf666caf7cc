import type { ProjectSnapshot } from '#contract';
import { readSnapshotFile, shownName, type SnapshotFile } from './snapshot-file.ts';
import type { ReadOptions, ReadSnapshotFile } from './snapshot-thread.ts';

/** A snapshot with what is asked about it again and again. */
export interface HeldSnapshot {
  readonly snapshot: ProjectSnapshot;
  /** SHA-256 of its file, hex. */
  readonly checksum: string;
  /** Name of its file, without folders. */
  readonly name: string;
  readonly readAt: Date;
}

export interface SnapshotShelf {
  /** The file that was loaded, else the sample, which is fetched on the first call. Throws FlowError SOURCE_UNREADABLE. */
  read(): Promise<HeldSnapshot>;
  /** Takes a file that `aksara snapshot` wrote; when it throws (as `readSnapshotFile`, or for its signal), what was shown before stays. */
  load(file: SnapshotFile, options?: ReadOptions): Promise<HeldSnapshot>;
  /** Back to the sample. */
  unload(): void;
  /** Name of the loaded file; null while the sample is shown. */
  loadedName(): string | null;
}

export interface ShelfOptions {
  readonly sample: SnapshotFile;
  /** Reads the files of visitors, which may be large; the sample is small. Default: in this thread. */
  readonly readFile?: ReadSnapshotFile;
  readonly now?: () => Date;
}

/** Holds the project of a page without a server: the sample, or a file of the visitor's own, in memory only. */
export function createSnapshotShelf({ sample, readFile = readSnapshotFile, now = () => new Date() }: ShelfOptions): SnapshotShelf {
  let loaded: HeldSnapshot | null = null;
  let fetched: Promise<HeldSnapshot> | null = null;
  async function hold(file: SnapshotFile, read: ReadSnapshotFile, options?: ReadOptions): Promise<HeldSnapshot> {
    return { ...(await read(file, options)), name: shownName(file), readAt: now() };
  }
  return {
    read() {
      if (loaded !== null) return Promise.resolve(loaded);
      fetched ??= hold(sample, readSnapshotFile).catch((error: unknown) => {
        fetched = null;
        throw error;
      });
      return fetched;
    },
    async load(file, options) {
      const held = await hold(file, readFile, options);
      options?.signal?.throwIfAborted();
      loaded = held;
      return held;
    },
    unload() {
      loaded = null;
    },
    loadedName: () => loaded?.name ?? null,
  };
}
