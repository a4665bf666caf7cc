import type { Model } from '#contract';
import type { BuildContext } from '../pack/build-context.ts';
import { maskSql } from './mask-sql.ts';
import { schemaVocabulary } from './vocabulary.ts';

/**
 * SQL that a model itself holds (the query of a view, a trigger) for a pack: its literals are masked below detail level `literals`, but
 * for the words that the schema of any model lists.
 */
export function maskOwnSql(sql: string, model: Model, { parser, detail, snapshot }: BuildContext): string {
  if (detail === 'literals') return sql;
  const schema = snapshot.models.filter(({ schema: other }) => other === model.schema);
  return maskSql(sql, { parser, vocabulary: schemaVocabulary(schema) }).text;
}
