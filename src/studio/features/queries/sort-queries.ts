import type { Query } from '#contract';

export const querySorts = ['total', 'mean', 'calls'] as const;
export type QuerySort = (typeof querySorts)[number];

const figures = {
  total: (query: Query) => query.totalMs,
  mean: (query: Query) => query.meanMs,
  calls: (query: Query) => query.calls,
} satisfies Record<QuerySort, (query: Query) => number | null>;

/** Largest figure first; those without one last, in their given order. */
export function sortQueries(queries: readonly Query[], sort: QuerySort): readonly Query[] {
  const figure = figures[sort];
  return queries.toSorted((a, b) => (figure(b) ?? -1) - (figure(a) ?? -1));
}

/** The statement on one line, for a list row. */
export function oneLine(sql: string): string {
  return sql.replace(/\s+/g, ' ').trim();
}
