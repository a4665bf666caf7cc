import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';

/** Connection state as the reference reports it; `latency_ms` is null when it was not measured. */
export const databaseStatusSchema = z.looseObject({
  connected: z.boolean(),
  dialect: z.optional(nullableString),
  pool_size: z.optional(nullableNumber),
  pool_available: z.optional(nullableNumber),
  latency_ms: z.optional(nullableNumber),
  last_error: z.optional(nullableString),
});
export type DatabaseStatus = z.infer<typeof databaseStatusSchema>;

/** First 16 hex digits of a SHA-256 each. */
export const checksumsSchema = z.looseObject({
  schema_checksum: z.optional(nullableString),
  migrations_checksum: z.optional(nullableString),
  settings_checksum: z.optional(nullableString),
  routes_checksum: z.optional(nullableString),
});
export type Checksums = z.infer<typeof checksumsSchema>;

export const handshakeResponseSchema = z.looseObject({
  protocol_version: z.string(),
  timestamp: z.optional(z.string()),
  project: z.looseObject({
    name: z.string(),
    version: z.optional(nullableString),
    aksara_version: z.optional(nullableString),
    python_version: z.optional(nullableString),
    debug_mode: z.optional(z.boolean()),
    environment: z.optional(nullableString),
  }),
  database: databaseStatusSchema,
  capabilities: list(z.string()),
  checksums: z.optional(checksumsSchema),
  endpoints: z.optional(z.record(z.string(), z.string())),
  metadata: z.optional(z.record(z.string(), z.unknown())),
});
export type HandshakeResponse = z.infer<typeof handshakeResponseSchema>;

export const contextSummaryResponseSchema = z.looseObject({
  app_count: z.optional(z.number()),
  model_count: z.number(),
  viewset_count: z.optional(z.number()),
  route_count: z.number(),
  ai_tool_count: z.optional(z.number()),
  migration_count: z.number(),
  pending_migrations: z.number(),
  database_status: z.optional(z.nullable(databaseStatusSchema)),
  migration_status: z.optional(
    z.nullable(
      z.looseObject({
        total: z.number(),
        applied: z.number(),
        pending: z.number(),
        has_conflicts: z.optional(z.boolean()),
        last_applied: z.optional(nullableString),
      }),
    ),
  ),
  models: list(
    z.looseObject({
      name: z.string(),
      table_name: z.string(),
      field_count: z.number(),
      has_relations: z.optional(z.boolean()),
    }),
  ),
  checksums: z.optional(checksumsSchema),
});
export type ContextSummaryResponse = z.infer<typeof contextSummaryResponseSchema>;

/** Which snapshot the server answers from, and whether the last refresh of it failed. */
export const snapshotStateSchema = z.looseObject({
  /** SHA-256 of the canonical snapshot, hex; also the ETag of `GET /studio/snapshot`. */
  checksum: z.string(),
  stale: z.boolean(),
  stale_reason: nullableString,
  /** ISO 8601 in UTC. */
  refreshed_at: z.string(),
});
export type SnapshotState = z.infer<typeof snapshotStateSchema>;

export const healthResponseSchema = z.looseObject({
  /** `healthy` or `degraded`. */
  status: z.string(),
  aksara_version: z.optional(nullableString),
  database: databaseStatusSchema,
  timestamp: z.optional(z.string()),
  snapshot: z.optional(snapshotStateSchema),
  /** The Aksara backend that the project stands in front of; null or absent = there is none. */
  backend: z.optional(z.nullable(z.looseObject({ origin: z.string() }))),
});
export type HealthResponse = z.infer<typeof healthResponseSchema>;

/** `POST /studio/refresh` takes no options: an empty object. */
export const refreshRequestSchema = z.strictObject({});
export const refreshResponseSchema = z.looseObject({ ok: z.boolean(), snapshot: snapshotStateSchema });
export type RefreshResponse = z.infer<typeof refreshResponseSchema>;
