import { FlowError, type ProjectSnapshot, type QueriesResponse, type Query, type QueryBatch, type QueryTrace } from '#contract';
import type { ProjectState } from '../../project/project.ts';

/** Milliseconds; the reference's default. */
const slowThresholdMs = 100;
const listedSlow = 10;

/**
 * The reference lists traced requests. pg_stat_statements knows statements, not requests, so all of its rows are one batch that
 * names their source instead of a path, times are means over all calls, and nothing is claimed about single requests.
 */
export function toQueries(snapshot: ProjectSnapshot, state: ProjectState): QueriesResponse {
  const batches = sourcesOf(snapshot.queries).map((source) => ({ ...toBatch(source, snapshot, state), queries: [] }));
  const traces = snapshot.queries.map((query) => toTrace(query, snapshot, state));
  const slow = traces.filter(({ is_slow }) => is_slow);
  return {
    enabled: !snapshot.skipped.some(({ part }) => part === 'queries'),
    slow_threshold_ms: slowThresholdMs,
    stats: {
      total_batches: batches.length,
      total_queries: snapshot.queries.length,
      avg_queries_per_request: 0,
      total_slow_queries: slow.length,
      requests_with_slow_queries: 0,
      requests_with_n_plus_one: 0,
    },
    recent_batches: batches,
    top_slow_queries: traces.toSorted((a, b) => b.duration_ms - a.duration_ms).slice(0, listedSlow),
  };
}

/** Throws NOT_FOUND for an id that is no batch of `db/queries`. */
export function toQueryBatch(snapshot: ProjectSnapshot, state: ProjectState, requestId: string): QueryBatch {
  const sources = sourcesOf(snapshot.queries);
  const source = sources.find((name) => name === requestId);
  if (source) return toBatch(source, snapshot, state);
  throw new FlowError('NOT_FOUND', `There is no batch of queries named "${requestId.slice(0, 100)}".`, { suggestions: sources });
}

function sourcesOf(queries: readonly Query[]): readonly Query['source'][] {
  return [...new Set(queries.map(({ source }) => source))].toSorted();
}

function toBatch(source: Query['source'], snapshot: ProjectSnapshot, state: ProjectState): QueryBatch {
  const queries = snapshot.queries.filter((query) => query.source === source).map((query) => toTrace(query, snapshot, state));
  return {
    request_id: source,
    path: source,
    method: 'SQL',
    status_code: null,
    started_at: state.refreshedAt,
    ended_at: state.refreshedAt,
    total_duration_ms: snapshot.queries.reduce((sum, query) => sum + (query.source === source ? (query.totalMs ?? 0) : 0), 0),
    total_queries: queries.length,
    slow_queries: queries.filter(({ is_slow }) => is_slow).length,
    n_plus_one_suspicions: [],
    queries,
  };
}

function toTrace(query: Query, snapshot: ProjectSnapshot, state: ProjectState): QueryTrace {
  return {
    sql: query.sql,
    params: [],
    duration_ms: query.meanMs ?? 0,
    rows_affected: query.rows,
    operation: query.operation,
    table: snapshot.models.find(({ id }) => id === query.models[0])?.name ?? null,
    timestamp: state.refreshedAt,
    stack_summary: null,
    request_id: query.source,
    tags: [query.source],
    is_slow: (query.meanMs ?? 0) >= slowThresholdMs,
    id: query.id,
    calls: query.calls,
  };
}
