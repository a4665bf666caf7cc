import type { SqlStatement, SqlToken } from '#contract';
import { byteOffsetReader } from './text-offsets.ts';

/** Reads the parser's JSON. `scan` gives the tokens of the whole text; it is called only when comments make a range doubtful. */
export function readStatements(json: string, text: string, options: ReadOptions): SqlStatement[] {
  // The shape is that of libpg_query's parse result, pinned by the package's version.
  const { stmts } = JSON.parse(json) as { stmts?: RawStatement[] };
  const toOffset = byteOffsetReader(text, options.byteLength);
  const ranges = createRangeTrimmer(text, options.scan);
  return (stmts ?? []).map((raw) => {
    const location = raw.stmt_location ?? 0;
    const from = toOffset(location);
    // No length: the statement runs to the end of the text.
    const until = raw.stmt_len ? toOffset(location + raw.stmt_len) : text.length;
    const { start, end } = ranges(from, until);
    const [node, tree] = Object.entries(raw.stmt)[0] ?? ['Unknown', {}];
    return { start, end, text: text.slice(start, end), node, tree };
  });
}

export interface ReadOptions {
  readonly byteLength: number;
  scan(): readonly SqlToken[] | null;
}

function createRangeTrimmer(text: string, scan: ReadOptions['scan']): (from: number, until: number) => Range {
  let next = 0;
  let tokens: readonly SqlToken[] | null = null;
  return (from, until) => {
    const trimmed = trimSpace(text, from, until);
    const written = text.slice(trimmed.start, trimmed.end);
    if (!written.includes('--') && !written.includes('/*')) return trimmed;
    tokens ??= scan();
    if (tokens === null) return trimmed;
    let first: SqlToken | null = null;
    let last: SqlToken | null = null;
    for (; next < tokens.length; next += 1) {
      const token = tokens[next];
      if (token === undefined || token.start >= until) break;
      if (token.start < from || token.name === 'SQL_COMMENT' || token.name === 'C_COMMENT') continue;
      first ??= token;
      last = token;
    }
    return first && last ? { start: first.start, end: last.end } : trimmed;
  };
}

function trimSpace(text: string, from: number, until: number): Range {
  let start = from;
  let end = until;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && (isSpace(text.charCodeAt(end - 1)) || text[end - 1] === ';')) end -= 1;
  return { start, end };
}

/** What PostgreSQL's scanner takes for white space. */
function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
}

interface Range {
  readonly start: number;
  readonly end: number;
}

interface RawStatement {
  readonly stmt: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** UTF-8 bytes. */
  readonly stmt_location?: number;
  readonly stmt_len?: number;
}
