import type { Model } from '#contract';

/** String literals that these models' enums, CHECK constraints and defaults list: schema vocabulary, which is never masked. */
export function schemaVocabulary(models: readonly Model[]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const model of models) {
    for (const column of model.columns) {
      for (const label of column.enumValues ?? []) words.add(label);
      for (const literal of literalsOf(column.default ?? '')) words.add(literal);
    }
    for (const check of model.checks) {
      for (const literal of literalsOf(check.definition)) words.add(literal);
    }
  }
  return words;
}

function literalsOf(expression: string): readonly string[] {
  return [...expression.matchAll(/'((?:[^']|'')*)'/g)].map((match) => (match[1] ?? '').replaceAll("''", "'"));
}
