import { FlowError, type ErrorCode } from '#contract';
import { readSnapshotFile, shownName, type CheckedSnapshot, type SnapshotFile } from './snapshot-file.ts';
import { assembleSnapshot, snapshotParts, type SnapshotPart } from './snapshot-parts.ts';

/** A worker's line to its page. */
export interface PagePort {
  postMessage(message: Reply): void;
  addEventListener(type: 'message', listener: (event: Message) => void): void;
}

/** A page's line to a worker that reads one snapshot file. */
export interface SnapshotWorker {
  postMessage(message: Question): void;
  addEventListener(type: 'message', listener: (event: Message) => void): void;
  addEventListener(type: 'error', listener: () => void): void;
  terminate(): void;
}

/** A browser types no line: what comes over it is what the other end sends. */
interface Message {
  readonly data: unknown;
}

/** The file to read, then for each part the next one: who puts them together sets the pace, and does other work between. */
type Question = { readonly kind: 'read'; readonly name: string; readonly file: Pick<SnapshotFile, 'size' | 'arrayBuffer'> } | { readonly kind: 'next' };
type Reply = SnapshotPart | { readonly kind: 'failed'; readonly code: ErrorCode; readonly message: string; readonly remedy: string | null };

export interface ReadOptions {
  /** Ends the reading at once; it then fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export type ReadSnapshotFile = (file: SnapshotFile, options?: ReadOptions) => Promise<CheckedSnapshot>;

/** Answers in a worker: reads the file it is given and hands the snapshot over in parts. */
export function serveSnapshotFile(port: PagePort): void {
  let parts: Iterator<SnapshotPart, void> | null = null;
  async function begin(name: string, file: Pick<SnapshotFile, 'size' | 'arrayBuffer'>): Promise<void> {
    try {
      parts = snapshotParts(await readSnapshotFile({ name, size: file.size, arrayBuffer: () => file.arrayBuffer() }));
    } catch (error) {
      port.postMessage(toFailure(error));
      return;
    }
    sendNext();
  }
  function sendNext(): void {
    const next = parts?.next();
    if (next && !next.done) port.postMessage(next.value);
  }
  port.addEventListener('message', ({ data }) => {
    const question = data as Question; // from the other end of the line
    if (question.kind === 'read') void begin(question.name, question.file);
    else sendNext();
  });
}

/**
 * Reads snapshot files in a worker of their own, each in a new one, so that the page goes on meanwhile. Where no worker can be started,
 * such as in a page whose host no longer answers, the file is read in the page.
 */
export function inOwnThread(start: () => SnapshotWorker): ReadSnapshotFile {
  return (file, { signal } = {}) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(toError(signal.reason));
      const worker = start();
      const assembly = assembleSnapshot();
      let answered = false;
      const end = (settle: () => void) => {
        worker.terminate();
        settle();
      };
      signal?.addEventListener('abort', () => end(() => reject(toError(signal.reason))), { once: true });
      worker.addEventListener('error', () => end(() => (answered ? reject(broken(file)) : resolve(readSnapshotFile(file)))));
      worker.addEventListener('message', ({ data }) => {
        const reply = data as Reply; // from the other end of the line
        answered = true;
        if (reply.kind === 'failed') return end(() => reject(new FlowError(reply.code, reply.message, reply.remedy === null ? {} : { remedy: reply.remedy })));
        const whole = assembly.take(reply);
        if (whole) return end(() => resolve(whole));
        worker.postMessage({ kind: 'next' });
      });
      worker.postMessage({ kind: 'read', name: file.name, file });
    });
}

function toFailure(error: unknown): Reply {
  if (FlowError.isInstance(error)) return { kind: 'failed', code: error.code, message: error.message, remedy: error.remedy };
  return { kind: 'failed', code: 'RUNTIME_ERROR', message: error instanceof Error ? error.message : String(error), remedy: null };
}

function broken(file: SnapshotFile): FlowError {
  return new FlowError('SOURCE_UNREADABLE', `${shownName(file)} was not read to its end: its thread stopped.`, { remedy: 'Close other tabs, which gives memory back, and load the file again.' });
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
