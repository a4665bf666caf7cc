import type { JsonSchema } from '#contract';
import { type Dereferenced, dereference } from './dereference.ts';
import type { Documents } from './documents.ts';
import { toObject } from './json-values.ts';
import type { Problems } from './problems.ts';

/** Objects and arrays one schema may have. */
export const MAX_SCHEMA_NODES = 2_000;
/** Weight of all schemas of all routes together: some 15 MiB printed. */
const MAX_TOTAL_WEIGHT = 400_000;
const SMALLER_LIMITS = [1_000, 500, 250, 120, 60, 30, 15, 8];

export interface SchemaReader {
  /** Null when `schema` is no object. The same reference gives the same object each time. */
  read(schema: unknown, document: string): JsonSchema | null;
  /** What has been read so far, once for every use. */
  readonly uses: readonly Dereferenced[];
}

export function createSchemaReader(documents: Documents, problems: Problems, maxNodes: number): SchemaReader {
  const byReference = new Map<string, Dereferenced | null>();
  const uses: Dereferenced[] = [];
  const options = {
    documents,
    maxNodes,
    onUnresolved: (reference: string, reason: string) => problems.add('reference', reason, reference),
  };

  function readOnce(schema: unknown, document: string): Dereferenced | null {
    const reference = bareReference(schema);
    if (reference === null) return dereference(schema, document, options);
    const key = `${document}\n${reference}`;
    const known = byReference.get(key);
    if (known !== undefined) return known;
    const read = dereference(schema, document, options);
    byReference.set(key, read);
    return read;
  }

  return {
    uses,
    read(schema, document) {
      const read = readOnce(schema, document);
      if (read !== null) uses.push(read);
      return read?.schema ?? null;
    },
  };
}

/** The largest limit with which these schemas fit the total; null when they do as they are. */
export function fittingNodeLimit(uses: readonly Dereferenced[]): number | null {
  const weightWithin = (limit: number) => uses.reduce((sum, use) => sum + use.weight * Math.min(1, limit / use.nodes), 0);
  if (weightWithin(MAX_SCHEMA_NODES) <= MAX_TOTAL_WEIGHT) return null;
  return SMALLER_LIMITS.find((limit) => weightWithin(limit) <= MAX_TOTAL_WEIGHT) ?? SMALLER_LIMITS.at(-1) ?? null;
}

function bareReference(schema: unknown): string | null {
  const object = toObject(schema);
  const reference = object?.['$ref'];
  return object !== null && typeof reference === 'string' && Object.keys(object).length === 1 ? reference : null;
}
