import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';

export const runtimeInfoResponseSchema = z.looseObject({
  app_version: z.optional(nullableString),
  python_version: z.optional(nullableString),
  debug: z.optional(z.boolean()),
  env: z.optional(nullableString),
  pid: z.optional(nullableNumber),
  start_time: z.optional(nullableString),
  uptime_seconds: z.optional(nullableNumber),
  /** `ok`, `degraded` or `disconnected`. */
  database_status: z.string(),
  pending_migrations: z.optional(z.number()),
  installed_apps: z.optional(list(z.string())),
  studio_enabled: z.optional(z.boolean()),
  studio_base_path: z.optional(z.string()),
  /** Ours: version of Node.js. */
  node_version: z.optional(z.string()),
});
export type RuntimeInfoResponse = z.infer<typeof runtimeInfoResponseSchema>;

export const runtimeRouteSchema = z.looseObject({
  path: z.string(),
  methods: list(z.string()),
  name: z.optional(nullableString),
  app_label: z.optional(nullableString),
  is_studio: z.optional(z.boolean()),
  is_admin: z.optional(z.boolean()),
  is_ai: z.optional(z.boolean()),
  /** Ours: route id (`GET:/api/users`). */
  id: z.optional(z.string()),
});
export type RuntimeRoute = z.infer<typeof runtimeRouteSchema>;

/** The reference answers a bare array. */
export const runtimeRoutesResponseSchema = list(runtimeRouteSchema);
export type RuntimeRoutesResponse = z.infer<typeof runtimeRoutesResponseSchema>;
