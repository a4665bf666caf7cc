import { contentHash } from '#flows';
import type { Model, QueriesResponse, Query, QueryBatch, QueryTrace, Skipped, SqlParser } from '#contract';

export interface TraceContext {
  readonly models: readonly Model[];
  /** Null: the texts, which hold literals, cannot be made the same, and none is given. */
  readonly parser: SqlParser | null;
}

const statements: Readonly<Record<string, string>> = { SelectStmt: 'SELECT', InsertStmt: 'INSERT', UpdateStmt: 'UPDATE', DeleteStmt: 'DELETE', MergeStmt: 'MERGE' };

/** The traced statements of the last requests, those that differ in constants only as one, the most expensive first. Blocks are not traced. */
export function foldTraces(answer: QueriesResponse, batches: readonly QueryBatch[], { models, parser }: TraceContext): { readonly queries: readonly Query[]; readonly skipped: readonly Skipped[] } {
  if (!answer.enabled) return { queries: [], skipped: [disabled] };
  if (!parser) return { queries: [], skipped: [unparsed] };
  const read = new Set(batches.flatMap(({ request_id }) => request_id ?? []));
  const traces = [...batches.flatMap(({ queries }) => queries), ...answer.top_slow_queries.filter(({ request_id }) => !request_id || !read.has(request_id))];
  const merged = new Map<string, Query>();
  for (const trace of traces.slice(0, mostTraces)) {
    const query = toQuery(trace, models, parser);
    const other = query && merged.get(query.id);
    if (query) merged.set(query.id, other ? merge(other, query) : query);
  }
  const queries = [...merged.values()].toSorted((a, b) => (b.totalMs ?? 0) - (a.totalMs ?? 0) || (a.id < b.id ? -1 : 1));
  return { queries, skipped: [...(queries.length === 0 ? [untraced] : []), ...notRead(traces.length - mostTraces)] };
}

/** Each is parsed, which takes its time. */
const mostTraces = 5_000;

function notRead(count: number): readonly Skipped[] {
  return count <= 0 ? [] : [{ part: 'queries', reason: `Of the statements the Aksara backend traced, ${count} are not read.`, remedy: null }];
}

const disabled: Skipped = { part: 'queries', reason: 'The Aksara backend does not trace its queries.', remedy: 'Start the backend with AKSARA_DB_TRACE_ENABLED=true and its QueryTraceMiddleware, or start with --database-url.' };
const untraced: Skipped = { part: 'queries', reason: 'The Aksara backend has traced no query yet.', remedy: 'Send it a request, then refresh; it traces with its QueryTraceMiddleware only.' };
const unparsed: Skipped = { part: 'queries', reason: 'Traced statements hold values, and without the SQL parser they cannot be taken out.', remedy: 'Reload to load the parser.' };

/** Null for what is not a statement of the application. */
function toQuery(trace: QueryTrace, models: readonly Model[], parser: SqlParser): Query | null {
  const parsed = parser.parse(trace.sql);
  const [statement] = parsed.ok ? parsed.statements : [];
  const operation = statement && statements[statement.node];
  const sql = parser.normalize(trace.sql);
  if (!operation || sql === null) return null;
  const ms = trace.duration_ms;
  return {
    id: (parser.fingerprint(trace.sql) ?? contentHash(sql)).slice(0, 12), sql, source: 'traced_request', calls: 1, totalMs: ms, meanMs: ms, maxMs: ms,
    rows: trace.rows_affected ?? null, sharedBlocksHit: null, sharedBlocksRead: null, tempBlocksWritten: null, operation,
    models: models.filter(({ name }) => name === trace.table).map(({ id }) => id),
  };
}

function merge(a: Query, b: Query): Query {
  const calls = (a.calls ?? 0) + (b.calls ?? 0);
  const totalMs = (a.totalMs ?? 0) + (b.totalMs ?? 0);
  return { ...a, calls, totalMs, meanMs: totalMs / calls, maxMs: Math.max(a.maxMs ?? 0, b.maxMs ?? 0), rows: a.rows === null || b.rows === null ? null : a.rows + b.rows };
}
