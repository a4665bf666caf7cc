import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';

/** One key of an index. `column` is null when the key is an expression. */
export const indexKeySchema = z.object({
  column: nullableString,
  expression: nullableString,
  descending: z.boolean(),
  nullsFirst: z.boolean(),
  operatorClass: z.string(),
  collation: nullableString,
});
export type IndexKey = z.infer<typeof indexKeySchema>;

export const indexDefinitionSchema = z.object({
  name: z.string(),
  /** As `pg_get_indexdef` prints it. */
  definition: z.string(),
  /** Access method: btree, hash, gin, gist, spgist, brin, … */
  method: z.string(),
  keys: list(indexKeySchema),
  include: list(z.string()),
  unique: z.boolean(),
  primary: z.boolean(),
  valid: z.boolean(),
  /** True while a CREATE INDEX / REINDEX of it is in pg_stat_progress_create_index. */
  building: z.boolean(),
  predicate: nullableString,
  /** Name of the constraint it backs, if any. */
  constraint: nullableString,
  sizeBytes: nullableNumber,
  scans: nullableNumber,
});
export type IndexDefinition = z.infer<typeof indexDefinitionSchema>;
