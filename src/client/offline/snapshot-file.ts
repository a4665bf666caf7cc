import { FlowError, longestSnapshot, type ProjectSnapshot } from '#contract';
import { bytesHash } from '#flows';
import { parseSnapshotBytes } from '../snapshot-bytes.ts';

/** The part of a browser's `File` that is needed. */
export interface SnapshotFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface CheckedSnapshot {
  readonly snapshot: ProjectSnapshot;
  /** SHA-256 of the file, hex. That of the canonical JSON, which a server tells, takes as long as all the rest of reading it. */
  readonly checksum: string;
}

/**
 * Reads and checks a file that `aksara snapshot` wrote, in one go: 120 MiB keep its thread for seconds. Throws FlowError as `parseSnapshot`, PAYLOAD_TOO_LARGE before anything is read; each message names the file.
 */
export async function readSnapshotFile(file: SnapshotFile): Promise<CheckedSnapshot> {
  const name = shownName(file);
  // Before it is read: its text would need twice the bytes.
  if (file.size > longestSnapshot) {
    throw new FlowError('PAYLOAD_TOO_LARGE', `${name} has ${Math.round(file.size / 1024 ** 2)} MiB; at most ${longestSnapshot / 1024 ** 2} MiB are read.`, {
      remedy: 'Make one of fewer schemas, or connect the database instead: aksara studio --database-url …',
    });
  }
  const bytes = await readBytes(file, name);
  return { snapshot: parseNamed(name, bytes), checksum: bytesHash(bytes) };
}

/** As messages and the page name it. */
export function shownName({ name }: Pick<SnapshotFile, 'name'>): string {
  return name.slice(0, 200);
}

async function readBytes(file: SnapshotFile, name: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new FlowError('SOURCE_UNREADABLE', `${name} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      remedy: 'Reload the page, or choose the file again.',
      cause,
    });
  }
}

function parseNamed(name: string, bytes: Uint8Array): ProjectSnapshot {
  try {
    return parseSnapshotBytes(bytes);
  } catch (cause) {
    if (!FlowError.isInstance(cause)) throw cause;
    throw new FlowError(cause.code, `${name}: ${cause.message}`, { ...(cause.remedy === null ? {} : { remedy: cause.remedy }), cause });
  }
}
