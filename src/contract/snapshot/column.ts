import { z } from 'zod/mini';
import { list, nullableNumber, nullableString } from '../collection.ts';

export const columnSchema = z.object({
  name: z.string(),
  /** Full type as `format_type` prints it, such as `numeric(14,2)` or `public.order_status`. */
  type: z.string(),
  nullable: z.boolean(),
  /** Default expression as `pg_get_expr` prints it; null for identity and generated columns. */
  default: nullableString,
  identity: z.nullable(z.enum(['always', 'by_default'])),
  /** Expression of a generated column. */
  generated: nullableString,
  comment: nullableString,
  /** Labels in sort order when the type is an enum, or an array of or domain over one. */
  enumValues: z.nullable(list(z.string())),
  /** Sequence owned by the column (serial or identity). */
  sequence: nullableString,
  /** 0 to 1, from pg_stats; null when never analysed or not readable. */
  nullFraction: nullableNumber,
  /** pg_stats.n_distinct as stored: positive a count, negative a fraction of rows. */
  distinct: nullableNumber,
  /** Bytes. */
  averageWidth: nullableNumber,
});
export type Column = z.infer<typeof columnSchema>;
