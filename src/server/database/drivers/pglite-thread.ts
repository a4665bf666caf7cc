import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { FlowError } from '#contract';
import { StatementError } from '../statement-error.ts';
import type { PgliteReply, PgliteRequest, PgliteSource } from './pglite-messages.ts';

const BUILT_WORKER = './pglite-worker.js';

/** One running worker with its database. */
export interface PgliteThread {
  /** Throws `StatementError` when refused, DATABASE_TIMEOUT after `timeoutMs`; the thread is gone then. */
  run<Row>(sql: string, options: { values?: readonly unknown[] | undefined; timeoutMs: number; signal?: AbortSignal | undefined }): Promise<Row[]>;
  /** Keeps the process alive while true. */
  hold(busy: boolean): void;
  readonly ended: boolean;
  end(): Promise<void>;
}

interface Pending {
  resolve(rows: readonly unknown[]): void;
  reject(error: unknown): void;
}

/** Starts a worker and waits until its database is open. Throws DATABASE_ERROR with the reason when it does not open. */
export async function startPgliteThread(source: PgliteSource): Promise<PgliteThread> {
  const worker = startWorker(source);
  const pending = new Map<number, Pending>();
  const state = { ended: false, lastId: 0 };
  const end = async (reason: unknown) => {
    state.ended = true;
    for (const { reject } of pending.values()) reject(reason);
    pending.clear();
    worker.ref(); // else a process with nothing left to do ends before the worker has
    await worker.terminate();
  };
  worker.on('message', (reply: PgliteReply) => settle(pending, reply));
  await whenStarted(worker);
  worker.on('error', (error) => void end(workerFailed(error.message)));
  worker.on('exit', (code) => void end(workerFailed(`it ended with code ${code}`)));

  return {
    get ended() {
      return state.ended;
    },
    hold: (busy) => (busy ? worker.ref() : worker.unref()),
    end: () => end(workerFailed('it was closed')),
    run: <Row>(sql: string, { values, timeoutMs, signal }: { values?: readonly unknown[] | undefined; timeoutMs: number; signal?: AbortSignal | undefined }) =>
      new Promise<Row[]>((resolve, reject) => {
        if (state.ended) return reject(workerFailed('it was closed'));
        const request: PgliteRequest = { id: ++state.lastId, sql, values: values ? [...values] : null };
        const timer = setTimeout(() => void end(statementTimedOut(timeoutMs)), timeoutMs);
        const abort = () => void end(signal?.reason);
        const clear = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', abort);
        };
        signal?.addEventListener('abort', abort, { once: true });
        pending.set(request.id, {
          resolve: (rows) => {
            clear();
            resolve(rows as Row[]); // the caller knows the columns of its own SQL
          },
          reject: (error) => {
            clear();
            reject(error);
          },
        });
        worker.postMessage(request);
      }),
  };
}

function settle(pending: Map<number, Pending>, reply: PgliteReply): void {
  if (reply.kind === 'started' || reply.kind === 'not_started') return;
  const waiting = pending.get(reply.id);
  pending.delete(reply.id);
  if (reply.kind === 'rows') waiting?.resolve(reply.rows);
  else waiting?.reject(new StatementError(reply.report));
}

function whenStarted(worker: Worker): Promise<void> {
  const { promise, resolve, reject } = defer();
  const onError = (error: Error) => reject(notOpened(error.message));
  const onExit = (code: number) => reject(notOpened(`its thread ended with code ${code}`));
  worker.once('error', onError);
  worker.once('exit', onExit);
  worker.once('message', (reply: PgliteReply) => {
    worker.off('error', onError);
    worker.off('exit', onExit);
    if (reply.kind !== 'not_started') return resolve();
    reject(notOpened(reply.message));
    void worker.terminate();
  });
  return promise;
}

function defer() {
  let callbacks = { resolve: () => {}, reject: (_reason: unknown) => {} };
  const promise = new Promise<void>((resolve, reject) => {
    callbacks = { resolve, reject };
  });
  return { promise, ...callbacks };
}

/** Beside this module, in source as in the build (`dist/node/pglite-worker.js`). */
function startWorker(source: PgliteSource): Worker {
  if (!isSource()) return new Worker(new URL(BUILT_WORKER, import.meta.url), { workerData: source, execArgv: [] });
  // Node 20 reads no TypeScript by itself, and `--import tsx` does not reach the first file of a worker
  const file = new URL('pglite-worker.ts', import.meta.url).href;
  const tsx = new URL('esm/api/index.mjs', pathToFileURL(createRequire(import.meta.url).resolve('tsx'))).href;
  const bootstrap = `import(${JSON.stringify(tsx)}).then(({ tsImport }) => tsImport(${JSON.stringify(file)}, ${JSON.stringify(file)}))`;
  return new Worker(bootstrap, { eval: true, workerData: source, execArgv: [] });
}

function isSource(): boolean {
  return import.meta.url.endsWith('.ts');
}

function statementTimedOut(timeoutMs: number): FlowError {
  return new FlowError('DATABASE_TIMEOUT', `A statement on the embedded database took longer than ${timeoutMs} ms and was stopped.`, {
    remedy: 'Make the statement cheaper; the embedded database starts again with the next one.',
  });
}

function workerFailed(reason: string): FlowError {
  return new FlowError('DATABASE_ERROR', `The thread of the embedded database stopped: ${reason}.`, {
    remedy: 'Try again: it starts anew with the next read.',
  });
}

function notOpened(reason: string): FlowError {
  return new FlowError('DATABASE_ERROR', `The embedded database did not open: ${reason}`, {
    remedy: 'Run npm run build to make the sample database anew.',
  });
}
