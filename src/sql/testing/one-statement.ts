import type { SqlParser, SqlStatement } from '#contract';

/** The first statement of a text, for tests. Throws when it does not parse or holds none. */
export function oneStatement(parser: SqlParser, sql: string): SqlStatement {
  const parsed = parser.parse(sql);
  const [first] = parsed.ok ? parsed.statements : [];
  if (first === undefined) throw new Error(`does not parse: ${sql}`);
  return first;
}
