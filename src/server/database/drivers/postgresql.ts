import { FlowError } from '#contract';
import type { Pool, PoolClient, QueryResult } from 'pg';
import type { Database, Query, ReadOptions } from '../database.ts';
import { type ConnectionTarget, describeTarget, isConnectionLoss, toDatabaseFailure } from '../database-failure.ts';
import { inOrder } from '../query-order.ts';
import { beginRead, statementTimeout } from '../session.ts';
import { StatementError } from '../statement-error.ts';
import { loadPg } from './load-pg.ts';
import { connectionConfig, connectionTarget, type PostgresqlOptions } from './postgresql-config.ts';

/** Over the server's own timeout: when this passes, it is the network that does not answer. */
const NETWORK_GRACE_MS = 2_000;

/** A PostgreSQL server behind a small pool; nothing is loaded or connected before the first read. Throws INVALID_REQUEST for a URL that is none. */
export function openPostgresql(options: PostgresqlOptions): Database {
  const target = connectionTarget(options.url);
  const pool = lazyPool(options);
  return {
    engine: 'postgresql',
    label: describeTarget(target),
    read: (work, readOptions = {}) => readOnce({ pool, target, options: readOptions }, work),
    close: () => pool.close(),
  };
}

interface ReadContext {
  readonly pool: LazyPool;
  readonly target: ConnectionTarget;
  readonly options: ReadOptions;
}

async function readOnce<T>(context: ReadContext, work: (query: Query) => Promise<T>): Promise<T> {
  const { pool, target, options } = context;
  options.signal?.throwIfAborted();
  const client = await pool.connect().catch((error: unknown) => {
    throw toDatabaseFailure(toStatementError(error), target);
  });
  const stopListening = listenForLoss(client);
  const { query, end } = inOrder(queryOn(client, context));
  let failure: unknown = null;
  try {
    const unlink = await begin(query, context);
    return await work(query).finally(unlink);
  } catch (error) {
    failure = error;
    options.signal?.throwIfAborted();
    throw error instanceof StatementError ? toDatabaseFailure(error, target) : error;
  } finally {
    end();
    await finish(client, options.signal?.aborted === true || isUnusable(failure));
    stopListening();
  }
}

/** A checked-out client has no listener of the pool: without one, a cut connection would end the process. */
function listenForLoss(client: PoolClient): () => void {
  const ignore = () => undefined; // the running query rejects with the same error
  client.on('error', ignore);
  return () => client.removeListener('error', ignore);
}

/** Opens the transaction; the answer unlinks it from the abort signal. */
async function begin(query: Query, { pool, options }: ReadContext): Promise<() => void> {
  const rows = await query<{ pid: number }>(`${beginRead(options)}; SELECT /* aksara-studio */ pg_catalog.pg_backend_pid() AS pid`);
  const pid = rows[0]?.pid;
  return options.signal && pid !== undefined ? cancelOnAbort(pool, options.signal, pid) : () => undefined;
}

function queryOn(client: PoolClient, { options, target }: ReadContext): Query {
  return async <Row>(sql: string, values?: readonly unknown[]) => {
    options.signal?.throwIfAborted();
    try {
      const request = values ? { ...limited(sql, options), values: [...values], queryMode: 'extended' } : limited(sql, options);
      return lastRows<Row>(await client.query(request));
    } catch (error) {
      options.signal?.throwIfAborted();
      const refused = toStatementError(error);
      if (refused instanceof StatementError && !isConnectionLoss(refused)) throw refused;
      throw toDatabaseFailure(refused, target);
    }
  };
}

function limited(text: string, options: ReadOptions) {
  return { text, query_timeout: statementTimeout(options) + NETWORK_GRACE_MS };
}

/** pg answers a list of results when the text held several statements. */
function lastRows<Row>(result: QueryResult | QueryResult[]): Row[] {
  const last = Array.isArray(result) ? result.at(-1) : result;
  return (last?.rows ?? []) as Row[]; // the caller knows the columns of its own SQL
}

function cancelOnAbort(pool: LazyPool, signal: AbortSignal, pid: number): () => void {
  const cancel = () => {
    // best effort: a statement that cannot be cancelled ends at its own timeout
    pool.run('SELECT /* aksara-studio */ pg_catalog.pg_cancel_backend($1)', [pid]).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  return () => signal.removeEventListener('abort', cancel);
}

/** After an abort the session is given up as well: the work had no chance to tidy it. */
async function finish(client: PoolClient, giveUp: boolean): Promise<void> {
  if (giveUp) return client.release(true);
  try {
    await client.query(limited('ROLLBACK', {}));
    client.release();
  } catch {
    client.release(true); // nothing was written: dropping the connection ends the transaction as well
  }
}

function isUnusable(error: unknown): boolean {
  const cause = FlowError.isInstance(error) ? error.cause : error;
  return isConnectionLoss(cause) || (cause instanceof Error && cause.message === 'Query read timeout');
}

function toStatementError(error: unknown): unknown {
  return isServerReport(error) ? new StatementError(error) : error;
}

function isServerReport(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string';
}

interface LazyPool {
  connect(): Promise<PoolClient>;
  run(sql: string, values: readonly unknown[]): Promise<unknown>;
  close(): Promise<void>;
}

/** Loads pg at the first connection; connects anew without start-up options when a connection pooler in between refuses them. */
function lazyPool(options: PostgresqlOptions): LazyPool {
  let opening: Promise<Pool> | null = null;
  let startupOptions = true;

  function open(): Promise<Pool> {
    opening ??= createPool(options, startupOptions);
    return opening;
  }
  async function connect(): Promise<PoolClient> {
    const current = open();
    const pool = await current;
    try {
      return await pool.connect();
    } catch (error) {
      if (!isRefusedStartupOption(error) || (opening === current && !startupOptions)) throw error;
      if (opening === current) {
        startupOptions = false;
        opening = null;
        await pool.end();
      }
      return connect();
    }
  }
  return {
    connect,
    run: async (sql, values) => (await open()).query(sql, [...values]),
    close: async () => {
      const pool = await opening;
      opening = null;
      await pool?.end();
    },
  };
}

/** PgBouncer's answer to `options` it was not told to ignore. */
function isRefusedStartupOption(error: unknown): boolean {
  return isServerReport(error) && error.code === '08P01' && error.message.includes('startup parameter');
}

async function createPool(options: PostgresqlOptions, startupOptions: boolean): Promise<Pool> {
  const pg = await loadPg();
  const pool = new pg.Pool(connectionConfig(options, { startupOptions, builtinParser: pg.types.getTypeParser }));
  pool.on('error', () => undefined); // an idle connection was cut: the pool drops it and the next read connects anew
  return pool;
}
