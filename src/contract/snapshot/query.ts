import { z } from 'zod/mini';
import { list, nullableNumber } from '../collection.ts';

/** One statement the application sends. Times in milliseconds; null = that source does not measure it. */
export const querySchema = z.object({
  /** First 12 hex digits of the parser's fingerprint: the same statement has the same id on every server. */
  id: z.string(),
  /** Normalised: constants are `$1`, `$2`, … */
  sql: z.string(),
  source: z.enum(['pg_stat_statements', 'traced_request', 'typed']),
  calls: nullableNumber,
  totalMs: nullableNumber,
  meanMs: nullableNumber,
  maxMs: nullableNumber,
  rows: nullableNumber,
  sharedBlocksHit: nullableNumber,
  sharedBlocksRead: nullableNumber,
  tempBlocksWritten: nullableNumber,
  /** SELECT, INSERT, UPDATE, DELETE, MERGE or OTHER. */
  operation: z.string(),
  /** Model ids it reads or writes, from the parsed SQL resolved against the catalog. */
  models: list(z.string()),
});
export type Query = z.infer<typeof querySchema>;
