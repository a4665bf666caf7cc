import type { SqlParser, SqlToken } from '#contract';

/** Stands for text that the scanner refused: when in doubt more is hidden, never less. */
const UNREADABLE = '‹masked: not readable as SQL›';
/** How pg_stat_statements shortens a list of constants. */
const LIST_MARK = '/*, ... */';
const TYPES_WITH_SIZE = new Set(['numeric', 'decimal', 'varchar', 'char', 'character', 'varying', 'bit', 'time', 'timestamp', 'interval', 'float', 'vector']);

export interface MaskOptions {
  readonly parser: SqlParser;
  /** String literals that the schema itself lists (enum labels, CHECK values): they are vocabulary, not data. */
  readonly vocabulary: ReadonlySet<string>;
  /** Dollar-quoted strings are code (the body of a function): what is inside them is masked, not the whole. */
  readonly opensBodies?: boolean;
  /** Only these are masked, as `hidden` of the text they come from lists them: for SQL of ours that quotes another one. */
  readonly only?: ReadonlySet<string>;
}

export interface Masked {
  readonly text: string;
  readonly count: number;
  /** What was replaced, without quotes. */
  readonly hidden: readonly string[];
}

/**
 * SQL with every literal and comment replaced by one of the same token kind: strings read '?', whole numbers 000, others 000.0.
 * Kept: schema vocabulary, 0 and 1 outside lists, type sizes, and the numbers of LIMIT, OFFSET and FETCH.
 */
export function maskSql(sql: string, options: MaskOptions): Masked {
  const tokens = options.parser.scan(sql);
  if (tokens === null) return { text: UNREADABLE, count: 1, hidden: [] };
  const parts: string[] = [];
  const hidden: string[] = [];
  let cursor = 0;
  for (const [index, token] of tokens.entries()) {
    const raw = sql.slice(token.start, token.end);
    const kept = options.only !== undefined && !options.only.has(withoutQuotes(raw));
    const replacement = kept ? null : maskToken(token, raw, { sql, tokens, index, ...options });
    // The scanner starts a new token where no white space is needed (`1$$x$$`): keep what stands between.
    parts.push(sql.slice(cursor, token.start), replacement ?? raw);
    cursor = token.end;
    if (replacement !== null && replacement !== raw) hidden.push(withoutQuotes(raw));
  }
  parts.push(sql.slice(cursor));
  return { text: parts.join(''), count: hidden.length, hidden };
}

function withoutQuotes(raw: string): string {
  return raw.replace(/^[a-zA-Z]?&?'/, '').replace(/'$/, '');
}

interface Place extends MaskOptions {
  readonly sql: string;
  readonly tokens: readonly SqlToken[];
  readonly index: number;
}

function maskToken(token: SqlToken, raw: string, place: Place): string | null {
  if (token.name === 'SQL_COMMENT') return '-- ?';
  if (token.name === 'C_COMMENT') return raw === LIST_MARK ? null : '/* ? */';
  if (token.name === 'ICONST' || token.name === 'FCONST') return maskNumber(token, raw, place);
  const body = place.opensBodies === true ? /^(\$[A-Za-z0-9_\u0080-\uFFFF]*\$)([^]*)\1$/.exec(raw) : null;
  if (body !== null) return `${body[1] ?? ''}${maskSql(body[2] ?? '', { parser: place.parser, vocabulary: place.vocabulary }).text}${body[1] ?? ''}`;
  if (token.name === 'SCONST' || /^[eE]?'/.test(raw) || /^\$[A-Za-z0-9_\u0080-\uFFFF]*\$/.test(raw)) return maskString(raw, place.vocabulary);
  if (/^[bBxX]'/.test(raw)) return `${raw.slice(0, 1)}'0'`;
  if (/^[uU]&'/.test(raw)) return `${raw.slice(0, 2)}'?'`;
  if (/^[nN]'/.test(raw)) return `${raw.slice(0, 1)}'?'`;
  return null;
}

function maskString(raw: string, vocabulary: ReadonlySet<string>): string | null {
  const plain = /^'(?:[^'\\]|'')*'$/.test(raw) ? raw.slice(1, -1).replaceAll("''", "'") : null;
  if (plain !== null && (vocabulary.has(plain) || isListOf(plain, vocabulary))) return null;
  return "'?'";
}

/** `{pending,paid}`, as a plan prints a list of constants. */
function isListOf(plain: string, vocabulary: ReadonlySet<string>): boolean {
  return /^\{[^{}"\\]+\}$/.test(plain) && plain.slice(1, -1).split(',').every((item) => vocabulary.has(item));
}

function maskNumber(token: SqlToken, raw: string, place: Place): string | null {
  const before = wordBefore(place, 1);
  // In a list `1, 000` reads as one number.
  if ((raw === '0' || raw === '1') && before !== ',' && wordBefore(place, -1) !== ',') return null;
  if (before === 'limit' || before === 'offset' || before === 'first' || before === 'next') return null;
  if (insideTypeSize(place)) return null;
  return token.name === 'ICONST' ? '000' : '000.0';
}

function insideTypeSize(place: Place): boolean {
  for (let back = 1; back <= 4; back += 1) {
    const word = wordBefore(place, back);
    if (word === '(') return TYPES_WITH_SIZE.has(wordBefore(place, back + 1));
    if (word !== ',' && !/^[0-9]+$/.test(word)) return false;
  }
  return false;
}

function wordBefore(place: Place, back: number): string {
  const token = place.tokens[place.index - back];
  return token === undefined ? '' : place.sql.slice(token.start, token.end).toLowerCase();
}
