import { FlowError, longestSnapshot, parseSnapshot, type ProjectSnapshot } from '#contract';
import { contentHash } from '#flows';

/** A snapshot with what is asked about it again and again. */
export interface HeldSnapshot {
  readonly snapshot: ProjectSnapshot;
  /** SHA-256 of the canonical JSON, hex: that of the server for the same snapshot. */
  readonly checksum: string;
  /** Name of its file, without folders. */
  readonly name: string;
  readonly readAt: Date;
}

/** The part of a browser's `File` that is needed. */
export interface SnapshotFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  text(): Promise<string>;
}

export interface SnapshotShelf {
  /** The file that was loaded, else the sample, which is fetched on the first call. Throws FlowError SOURCE_UNREADABLE. */
  read(): Promise<HeldSnapshot>;
  /** Takes a file that `aksara snapshot` wrote; when it throws (as `parseSnapshot`), what was shown before stays. */
  load(file: SnapshotFile): Promise<HeldSnapshot>;
  /** Back to the sample. */
  unload(): void;
  /** Name of the loaded file; null while the sample is shown. */
  loadedName(): string | null;
}

export interface ShelfOptions {
  readonly sample: SnapshotFile;
  readonly now?: () => Date;
}

/** Holds the project of a page without a server: the sample, or a file of the visitor's own, in memory only. */
export function createSnapshotShelf({ sample, now = () => new Date() }: ShelfOptions): SnapshotShelf {
  let loaded: HeldSnapshot | null = null;
  let fetched: Promise<HeldSnapshot> | null = null;
  return {
    read() {
      if (loaded !== null) return Promise.resolve(loaded);
      fetched ??= readFile(sample, now).catch((error: unknown) => {
        fetched = null;
        throw error;
      });
      return fetched;
    },
    async load(file) {
      loaded = await readFile(file, now);
      return loaded;
    },
    unload() {
      loaded = null;
    },
    loadedName: () => loaded?.name ?? null,
  };
}

async function readFile(file: SnapshotFile, now: () => Date): Promise<HeldSnapshot> {
  const name = file.name.slice(0, 200);
  // Before it is read: its text would need twice the bytes.
  if (file.size > longestSnapshot) {
    throw new FlowError('PAYLOAD_TOO_LARGE', `${name} has ${Math.round(file.size / 1024 ** 2)} MiB; at most ${longestSnapshot / 1024 ** 2} MiB are read.`, {
      remedy: 'Make one of fewer schemas, or connect the database instead: aksara studio --database-url …',
    });
  }
  const snapshot = parseNamed(name, await readText(file, name));
  return { snapshot, checksum: contentHash(snapshot), name, readAt: now() };
}

async function readText(file: SnapshotFile, name: string): Promise<string> {
  try {
    return await file.text();
  } catch (cause) {
    throw new FlowError('SOURCE_UNREADABLE', `${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      remedy: 'Reload the page, or choose the file again.',
      cause,
    });
  }
}

function parseNamed(name: string, text: string): ProjectSnapshot {
  try {
    return parseSnapshot(text);
  } catch (cause) {
    if (!FlowError.isInstance(cause)) throw cause;
    throw new FlowError(cause.code, `${name}: ${cause.message}`, { ...(cause.remedy === null ? {} : { remedy: cause.remedy }), cause });
  }
}
