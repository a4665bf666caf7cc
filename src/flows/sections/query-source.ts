import type { Query } from '#contract';

const words = { pg_stat_statements: 'pg_stat_statements', traced_request: 'the last requests the Aksara backend traced', typed: 'statements given by the developer' } as const;

/** Who counted these statements; pg_stat_statements where nobody did. */
export function querySource(queries: readonly Pick<Query, 'source'>[]): string {
  const sources = new Set(queries.map(({ source }) => words[source]));
  return sources.size === 0 ? words.pg_stat_statements : [...sources].toSorted().join(' and ');
}
