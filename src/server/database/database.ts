/**
 * Runs SQL inside the read's transaction. With `values` (an empty list counts) it is one statement in the extended protocol, which
 * the server refuses to split; without them it may be several, and the last one's rows are answered. Throws `StatementError` when
 * the server refuses the statement, `FlowError` when there is no server to ask any more. Queries started together run one after
 * another.
 */
export type Query = <Row>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface ReadOptions {
  /** Longest time one statement may take, in milliseconds; default 5000. */
  readonly timeoutMs?: number;
  /** Aborting cancels the running statement; `read` then throws the signal's reason. */
  readonly signal?: AbortSignal;
  /** `empty`: catalog text comes out schema-qualified. `role`: names resolve as they do for the connecting role. Default `empty`. */
  readonly searchPath?: 'empty' | 'role';
}

/** A PostgreSQL that is only ever read: each `read` is one READ ONLY transaction with one snapshot, rolled back at its end. */
export interface Database {
  readonly engine: 'postgresql' | 'pglite';
  /** What it is, for messages: `shop on db.example:5432 as app`; never holds a password. */
  readonly label: string;
  /** Throws `FlowError` with a `DATABASE_*` code, or whatever `work` throws. */
  read<T>(work: (query: Query) => Promise<T>, options?: ReadOptions): Promise<T>;
  /**
   * As `read`, but the work may write, and all of it is rolled back. Only an embedded database has it, which belongs to nobody but
   * this process; a developer's database is never written to.
   */
  readonly tryOut?: Database['read'];
  /** Ends connections and the worker; calling it twice is fine. */
  close(): Promise<void>;
}

export const DEFAULT_STATEMENT_TIMEOUT_MS = 5_000;
