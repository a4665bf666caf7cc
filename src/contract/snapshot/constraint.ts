import { z } from 'zod/mini';
import { list, nullableString } from '../collection.ts';

const names = list(z.string());
export const referentialActionSchema = z.enum(['NO ACTION', 'RESTRICT', 'CASCADE', 'SET NULL', 'SET DEFAULT']);
export type ReferentialAction = z.infer<typeof referentialActionSchema>;

export const keySchema = z.object({ name: z.string(), columns: names });
export type Key = z.infer<typeof keySchema>;

export const uniqueSchema = z.object({
  name: z.string(),
  columns: names,
  nullsNotDistinct: z.boolean(),
  deferrable: z.boolean(),
});
export type Unique = z.infer<typeof uniqueSchema>;

export const checkSchema = z.object({
  name: z.string(),
  /** As `pg_get_constraintdef` prints it: `CHECK (…)`. */
  definition: z.string(),
  columns: names,
  validated: z.boolean(),
});
export type Check = z.infer<typeof checkSchema>;

export const exclusionSchema = z.object({ name: z.string(), definition: z.string() });

/** An outgoing foreign key; `references` is a model id (`schema.name`). */
export const foreignKeySchema = z.object({
  name: z.string(),
  columns: names,
  references: z.string(),
  referencedColumns: names,
  onUpdate: referentialActionSchema,
  onDelete: referentialActionSchema,
  validated: z.boolean(),
  deferrable: z.boolean(),
  /** Triggers of PostgreSQL's own that enforce it and were disabled, with the model id of their table; absent = all fire. */
  disabledTriggers: z.optional(list(z.object({ table: z.string(), trigger: z.string() }))),
});
export type ForeignKey = z.infer<typeof foreignKeySchema>;

/** An incoming foreign key; `from` is the model id that holds it. */
export const incomingForeignKeySchema = z.object({
  name: z.string(),
  from: z.string(),
  columns: names,
  referencedColumns: names,
  onUpdate: referentialActionSchema,
  onDelete: referentialActionSchema,
});
export type IncomingForeignKey = z.infer<typeof incomingForeignKeySchema>;

export const policySchema = z.object({
  name: z.string(),
  permissive: z.boolean(),
  command: z.enum(['ALL', 'SELECT', 'INSERT', 'UPDATE', 'DELETE']),
  /** `public` stands for every role. */
  roles: names,
  using: nullableString,
  check: nullableString,
});
export type Policy = z.infer<typeof policySchema>;
