import type { SqlToken } from '#contract';
import { byteOffsetReader } from './text-offsets.ts';

/** Reads the scanner's JSON; null when it is an error message instead. */
export function readTokens(json: string, text: string, byteLength: number): SqlToken[] | null {
  if (!json.startsWith('{')) return null;
  // The shape is that of libpg_query's scan result (protobuf/pg_query.proto), pinned by the package's version.
  const { tokens } = JSON.parse(json.replace(CONTROL, ' ')) as { tokens?: RawToken[] };
  const toOffset = byteOffsetReader(text, byteLength);
  return (tokens ?? []).map((token) => {
    const start = toOffset(token.start);
    const end = toOffset(token.end);
    const keyword = KEYWORD_KINDS[token.keywordKind] ?? 'none';
    return { start, end, name: tokenName(token, keyword), keyword };
  });
}

/** The package names only a few of its tokens and calls the rest UNKNOWN; a keyword is named by itself. */
function tokenName(token: RawToken, keyword: SqlToken['keyword']): string {
  if (keyword !== 'none') return token.text.toUpperCase();
  if (token.tokenType < 256) return `ASCII_${token.tokenType}`;
  return TOKEN_NAMES[token.tokenType] ?? token.tokenName;
}

/** The library copies these into its JSON unescaped; only tokens' texts can hold them. */
// oxlint-disable-next-line eslint/no-control-regex -- control characters are the point
const CONTROL = /[\u0000-\u001f]/g;

const KEYWORD_KINDS = ['none', 'unreserved', 'column', 'type', 'reserved'] as const;

/** Numbers of PostgreSQL 18's `enum yytokentype`, as pg_query.proto lists them. */
const TOKEN_NAMES: Readonly<Record<number, string>> = {
  258: 'IDENT', 259: 'UIDENT', 260: 'FCONST', 261: 'SCONST', 262: 'USCONST', 263: 'BCONST', 264: 'XCONST', 265: 'Op', 266: 'ICONST',
  267: 'PARAM', 268: 'TYPECAST', 269: 'DOT_DOT', 270: 'COLON_EQUALS', 271: 'EQUALS_GREATER', 272: 'LESS_EQUALS',
  273: 'GREATER_EQUALS', 274: 'NOT_EQUALS', 275: 'SQL_COMMENT', 276: 'C_COMMENT',
};

interface RawToken {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly tokenType: number;
  readonly tokenName: string;
  readonly keywordKind: number;
}
