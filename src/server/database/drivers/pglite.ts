import type { Database, Query, ReadOptions } from '../database.ts';
import { type ConnectionTarget, describeTarget, toDatabaseFailure } from '../database-failure.ts';
import { inOrder } from '../query-order.ts';
import { beginRead, statementTimeout } from '../session.ts';
import { StatementError } from '../statement-error.ts';
import type { PgliteSource } from './pglite-messages.ts';
import { type PgliteThread, startPgliteThread } from './pglite-thread.ts';

const TARGET: ConnectionTarget = { host: 'embedded', port: null, database: 'postgres', role: 'postgres' };

/** The sample shows its application's statements, not ours; an ordinary role could not set this on a server. */
const UNCOUNTED = `SET LOCAL pg_stat_statements.track = 'none'`;

/**
 * An embedded PostgreSQL in a worker thread, started by the first read. It has one session, so reads wait for each other. PGlite
 * ignores `statement_timeout`: a statement that overruns ends the worker, and the next read starts another.
 */
export function openPglite(source: PgliteSource): Database {
  let thread: Promise<PgliteThread> | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function running(): Promise<PgliteThread> {
    const current = await thread?.catch(() => null); // failed to start: try again
    if (current && !current.ended) return current;
    thread = startPgliteThread(source);
    return thread;
  }
  function inTurn(mode: 'READ ONLY' | 'READ WRITE'): Database['read'] {
    return (work, options = {}) => {
      const result = queue.then(async () => runOnce(await running(), work, { ...options, mode }));
      queue = result.catch(() => undefined); // the caller of that read sees its error
      return result;
    };
  }
  return {
    engine: 'pglite',
    label: describeTarget(TARGET),
    read: inTurn('READ ONLY'),
    tryOut: inTurn('READ WRITE'),
    close: async () => {
      const current = await thread?.catch(() => null); // never started: nothing to end
      thread = null;
      await current?.end();
    },
  };
}

interface RunOptions extends ReadOptions {
  readonly mode: 'READ ONLY' | 'READ WRITE';
}

async function runOnce<T>(thread: PgliteThread, work: (query: Query) => Promise<T>, options: RunOptions): Promise<T> {
  options.signal?.throwIfAborted();
  const { query, end } = inOrder(async (sql, values) => {
    options.signal?.throwIfAborted();
    return thread.run(sql, { values, timeoutMs: statementTimeout(options), signal: options.signal });
  });
  thread.hold(true);
  try {
    await query(`${beginRead(options, options.mode)}; ${UNCOUNTED}`);
    return await work(query);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw error instanceof StatementError ? toDatabaseFailure(error, TARGET) : error;
  } finally {
    end();
    // a thread that cannot roll back has ended itself, and nothing was written
    if (!thread.ended) await thread.run('ROLLBACK', { timeoutMs: statementTimeout({}) }).catch(() => undefined);
    thread.hold(false);
  }
}
