import type { Column, ForeignKey, Model } from '#contract';

export interface ColumnMarks {
  readonly primary: boolean;
  /** Member of a unique constraint or of a unique index without predicate; `alone` when it is the only column of one. */
  readonly unique: 'alone' | 'together' | null;
  readonly foreignKeys: readonly ForeignKey[];
}

/** What the keys of the model say about each column, by column name. */
export function markColumns(model: Model): ReadonlyMap<string, ColumnMarks> {
  const uniqueSets = [...model.uniques.map((unique) => unique.columns), ...uniqueIndexColumns(model)];
  return new Map(model.columns.map((column) => [column.name, markColumn(model, uniqueSets, column)]));
}

function markColumn(model: Model, uniqueSets: readonly (readonly string[])[], column: Column): ColumnMarks {
  const containing = uniqueSets.filter((columns) => columns.includes(column.name));
  return {
    primary: model.primaryKey?.columns.includes(column.name) ?? false,
    unique: uniqueMark(containing),
    foreignKeys: model.foreignKeys.filter((key) => key.columns.includes(column.name)),
  };
}

function uniqueMark(containing: readonly (readonly string[])[]): ColumnMarks['unique'] {
  if (containing.some((columns) => columns.length === 1)) return 'alone';
  return containing.length > 0 ? 'together' : null;
}

/** A partial or expression index does not make its columns unique. */
function uniqueIndexColumns(model: Model): string[][] {
  return model.indexes
    .filter((index) => index.unique && !index.primary && index.valid && index.predicate === null)
    .map((index) => index.keys.map((key) => key.column))
    .filter((columns): columns is string[] => columns.every((column) => column !== null));
}
