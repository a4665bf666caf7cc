/** The worker thread that PGlite blocks while it runs a statement; ended from outside when a statement overruns. */
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { type Extensions, PGlite } from '@electric-sql/pglite';
import type { ServerReport } from '../statement-error.ts';
import type { PgliteReply, PgliteRequest, PgliteSource } from './pglite-messages.ts';
import { pgliteParsers } from './value-types.ts';

void serve(workerData as PgliteSource); // what pglite.ts passes

async function serve(source: PgliteSource): Promise<void> {
  try {
    const db = await start(source);
    parentPort?.on('message', (request: PgliteRequest) => void answer(db, request));
    send({ kind: 'started' });
  } catch (error) {
    send({ kind: 'not_started', message: error instanceof Error ? error.message : String(error) });
  }
}

async function start({ loadDataDir, scripts = [], extensions = [] }: PgliteSource): Promise<PGlite> {
  const db = await PGlite.create({
    extensions: await loadExtensions(extensions),
    parsers: pgliteParsers(),
    ...(loadDataDir ? { loadDataDir: new Blob([await readFile(loadDataDir)], { type: 'application/x-gzip' }) } : {}),
  });
  for (const script of scripts) await db.exec(script);
  return db;
}

async function loadExtensions(names: readonly string[]): Promise<Extensions> {
  if (!names.includes('pg_stat_statements')) return {};
  const { pg_stat_statements } = await import('@electric-sql/pglite/contrib/pg_stat_statements');
  return { pg_stat_statements };
}

async function answer(db: PGlite, { id, sql, values }: PgliteRequest): Promise<void> {
  try {
    const result = values ? await db.query(sql, [...values]) : (await db.exec(sql)).at(-1);
    send({ kind: 'rows', id, rows: result?.rows ?? [] });
  } catch (error) {
    send({ kind: 'refused', id, report: toReport(error) });
  }
}

/** PGlite's error object has fields that cannot be cloned to another thread. */
function toReport(error: unknown): ServerReport {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message, code, detail, hint, position } = error as Error & ServerReport; // the fields a DatabaseError adds
  return { message, code, detail, hint, position };
}

function send(reply: PgliteReply): void {
  parentPort?.postMessage(reply);
}
