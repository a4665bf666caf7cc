import { z } from 'zod/mini';

/** A read-only array of `item`; facts are never changed after they are read. */
export function list<Item extends z.core.$ZodType>(item: Item) {
  return z.readonly(z.array(item));
}

export const nullableString = z.nullable(z.string());
export const nullableNumber = z.nullable(z.number());
