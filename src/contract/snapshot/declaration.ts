import { z } from 'zod/mini';
import { list } from '../collection.ts';

/** What a source may leave untold of a model. `keys`: primary key and unique constraints; `statistics`: rows, sizes, counters and pg_stats. */
export const modelParts = [
  'checks', 'exclusions', 'foreign_keys', 'grants', 'indexes', 'keys', 'owner', 'partitions', 'policies', 'row_security', 'statistics', 'triggers',
] as const;
export type ModelPart = (typeof modelParts)[number];

/** Who told the facts of a model that was not read from the catalog: they are as code declares them, and the database may differ. */
export const declarationSchema = z.object({
  /** Such as `Aksara backend`. */
  by: z.string(),
  /** Parts (`ModelPart`; a newer file may name more) it does not tell: what stands there is declared, and the database may hold others. */
  unknown: list(z.string()),
});
export type Declaration = z.infer<typeof declarationSchema>;

interface MaybeDeclared {
  readonly declared?: Declaration | undefined;
}

/** False for a part that the model's source does not tell: that it is empty or off then says nothing. */
export function isKnown({ declared }: MaybeDeclared, part: ModelPart): boolean {
  return declared?.unknown.includes(part) !== true;
}

/** The one wording for a part that is not known, without a full stop; null when it is known. Holds the foreign text `by`. */
export function whyUnknown(model: MaybeDeclared, part: ModelPart): string | null {
  return model.declared === undefined || isKnown(model, part) ? null : `not known: the ${model.declared.by} does not tell it`;
}

/** What makes those parts known. */
export const databaseRemedy = 'Start with --database-url.';
