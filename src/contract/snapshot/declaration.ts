import { z } from 'zod/mini';
import { list } from '../collection.ts';

/** What a source may leave untold of a model. `keys`: primary key and unique constraints; `statistics`: rows, sizes, counters and pg_stats. */
export const modelParts = [
  'checks', 'exclusions', 'foreign_keys', 'grants', 'indexes', 'keys', 'owner', 'partitions', 'policies', 'row_security', 'statistics', 'triggers',
] as const;
export type ModelPart = (typeof modelParts)[number];

/** The same of a route. `models`: those it appears to touch, which is guessed from its document. */
export const routeParts = ['models', 'parameters', 'request', 'responses', 'security'] as const;
export type RoutePart = (typeof routeParts)[number];

/** Who told the facts of a model or route that was read from no catalog or document: they are as code declares them. */
export const declarationSchema = z.object({
  /** Such as `Aksara backend`. */
  by: z.string(),
  /** Parts (`ModelPart` or `RoutePart`; a newer file may name more) it does not tell: what stands there is declared, and there may be others. */
  unknown: list(z.string()),
});
export type Declaration = z.infer<typeof declarationSchema>;

/** A model or route. */
export interface MaybeDeclared {
  readonly declared?: Declaration | undefined;
}

/** False for a part that the source does not tell: that it is empty or off then says nothing. */
export function isKnown({ declared }: MaybeDeclared, part: ModelPart | RoutePart): boolean {
  return declared?.unknown.includes(part) !== true;
}

/** The one wording for a part that is not known, without a full stop; null when it is known. Holds the foreign text `by`. */
export function whyUnknown(subject: MaybeDeclared, part: ModelPart | RoutePart): string | null {
  return subject.declared === undefined || isKnown(subject, part) ? null : `not known: the ${subject.declared.by} does not tell it`;
}

/** What makes the parts of models known. */
export const databaseRemedy = 'Start with --database-url.';
/** What makes the parts of routes known. */
export const documentRemedy = 'Start with --openapi FILE_OR_URL.';
