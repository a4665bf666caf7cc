import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';

/** One executed statement as a tracing backend records it, or one row of pg_stat_statements. Durations in milliseconds. */
export const queryTraceSchema = z.looseObject({
  sql: z.string(),
  params: z.optional(z.unknown()),
  duration_ms: z.number(),
  rows_affected: z.optional(nullableNumber),
  operation: z.optional(nullableString),
  table: z.optional(nullableString),
  timestamp: z.optional(nullableString),
  stack_summary: z.optional(nullableString),
  request_id: z.optional(nullableString),
  tags: z.optional(list(z.string())),
  is_slow: z.optional(z.boolean()),
  /** Ours: query id. */
  id: z.optional(z.string()),
  /** Ours: how often it ran; `duration_ms` is then the mean. */
  calls: z.optional(nullableNumber),
});
export type QueryTrace = z.infer<typeof queryTraceSchema>;

/** The statements of one request. In `db/queries` the `queries` of a batch are left out (empty). */
export const queryBatchSchema = z.looseObject({
  request_id: z.optional(nullableString),
  path: z.optional(nullableString),
  method: z.optional(nullableString),
  status_code: z.optional(nullableNumber),
  started_at: z.optional(nullableString),
  ended_at: z.optional(nullableString),
  total_duration_ms: z.number(),
  total_queries: z.number(),
  slow_queries: z.optional(z.number()),
  n_plus_one_suspicions: z.optional(list(z.string())),
  queries: list(queryTraceSchema),
});
export type QueryBatch = z.infer<typeof queryBatchSchema>;

export const queriesResponseSchema = z.looseObject({
  enabled: z.boolean(),
  slow_threshold_ms: z.optional(z.number()),
  stats: z.optional(
    z.looseObject({
      total_batches: z.number(),
      total_queries: z.number(),
      avg_queries_per_request: z.optional(z.number()),
      total_slow_queries: z.optional(z.number()),
      requests_with_slow_queries: z.optional(z.number()),
      requests_with_n_plus_one: z.optional(z.number()),
    }),
  ),
  recent_batches: list(queryBatchSchema),
  top_slow_queries: list(queryTraceSchema),
});
export type QueriesResponse = z.infer<typeof queriesResponseSchema>;
