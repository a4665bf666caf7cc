import type { SqlParser } from '#contract';
import { lineCounter } from '../sql/line-counter.ts';
import { readAllowText, type AllowText } from './allow-comment.ts';

/** An `aksara:allow` comment of an SQL file and the statement it is about. */
export interface AllowComment extends AllowText {
  /** Line it begins on, from 1. */
  readonly line: number;
  /** Number of its statement, from 1; null for a file, and when no statement follows. */
  readonly statement: number | null;
}

type Range = { readonly start: number; readonly end: number };

/**
 * Every `aksara:allow` comment, as PostgreSQL's own scanner sees comments: text inside a string or a dollar-quoted body is none.
 * It is about the statement it stands in or behind which it stands on the same line, else about the next one.
 * `statements` are the ranges the parser gave, in order. Text the scanner refuses has no comments.
 */
export function parseAllowComments(sql: string, parser: SqlParser, statements: readonly Range[]): readonly AllowComment[] {
  if (!/aksara:/i.test(sql)) return [];
  const lineOf = lineCounter(sql);
  const statementOf = statementFinder(sql, statements);
  return (parser.scan(sql) ?? []).flatMap(({ name, start, end }) => {
    const inside = contentOf(name, sql.slice(start, end));
    const allow = inside === null ? null : readAllowText(inside);
    if (allow === null) return [];
    return { ...allow, line: lineOf(start), statement: allow.scope === 'file' ? null : statementOf(start) };
  });
}

/** The inside of a comment; null for any other token. */
function contentOf(token: string, text: string): string | null {
  if (token === 'SQL_COMMENT') return text.slice(2);
  return token === 'C_COMMENT' ? text.slice(2, -2) : null;
}

/** Asked with growing offsets. */
function statementFinder(sql: string, statements: readonly Range[]): (offset: number) => number | null {
  let passed = 0;
  return (offset) => {
    while ((statements[passed]?.end ?? Infinity) <= offset) passed += 1;
    const [before, next] = [statements[passed - 1], statements[passed]];
    const isInside = next !== undefined && next.start < offset;
    if (!isInside && before !== undefined && !sql.slice(before.end, offset).includes('\n')) return passed;
    return next === undefined ? null : passed + 1;
  };
}
