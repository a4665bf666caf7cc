import { z } from 'zod/mini';
import { list, nullableString } from '../collection.ts';

// Facts of a running server, in steps: two reads of the same state give the same bytes, and what only grows older changes nothing.

export const timeoutSchema = z.object({
  name: z.enum(['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']),
  /** Milliseconds; 0 = no limit. */
  milliseconds: z.number(),
});
export type Timeout = z.infer<typeof timeoutSchema>;

/** How near tables are to the end of the transaction ids. */
export const freezingSchema = z.object({
  /** autovacuum_freeze_max_age of the server. */
  limit: z.number(),
  /** Those whose oldest transaction id is past their limit, oldest first. */
  relations: list(
    z.object({
      /** `schema.name`, also of catalogs. */
      relation: z.string(),
      /** Transactions, rounded down to 100 million. */
      age: z.number(),
    }),
  ),
});
export type Freezing = z.infer<typeof freezingSchema>;

/** Ages and counts of sessions, from the lowest step up. */
export const sessionAges = ['5 seconds', '1 minute', '5 minutes', '1 hour', '1 day'] as const;
export const sessionCounts = ['1', '2 to 5', '6 to 20', 'more than 20'] as const;

/** Sessions alike in all of this. What they run is not part of it. */
export const sessionGroupSchema = z.object({
  /** Idle inside a transaction, waiting for a lock, or running a statement. */
  state: z.enum(['idle_in_transaction', 'blocked', 'active']),
  role: z.string(),
  /** Null when there is none, or one that could hold more than a name. */
  application: nullableString,
  /** At least this long in that state. */
  atLeast: z.enum(sessionAges),
  count: z.enum(sessionCounts),
  /** Of blocked sessions: who holds the lock; a prepared transaction has neither role nor state. */
  blockers: list(z.object({ role: nullableString, state: nullableString })),
});
export type SessionGroup = z.infer<typeof sessionGroupSchema>;

/** Share of blocks that were found in memory: at least `from`, below `to` (fractions 0 to 1). */
export const cacheHitSchema = z.object({ from: z.number(), to: z.number() });
export type CacheHit = z.infer<typeof cacheHitSchema>;
