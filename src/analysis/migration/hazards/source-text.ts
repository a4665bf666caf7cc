import type { SqlParser, SqlToken } from '#contract';

/** `text` with ` word` put behind the first token `after`; null when there is no such token or the result does not parse. */
export function withWordAfter(parser: SqlParser, text: string, words: { readonly after: string; readonly word: string }): string | null {
  const token = parser.scan(text)?.find(({ start, end }) => text.slice(start, end).toUpperCase() === words.after);
  if (token === undefined) return null;
  const changed = `${text.slice(0, token.end)} ${words.word}${text.slice(token.end)}`;
  return parser.parse(changed).ok ? changed : null;
}

/** What is written behind the first token `after`, up to the end of the statement. */
export function textBehind(parser: SqlParser, text: string, after: string): string | null {
  const token = parser.scan(text)?.find((candidate) => wordOf(text, candidate) === after);
  return token === undefined ? null : text.slice(token.end).replaceAll(/\s*\n\s*/g, ' ').trim();
}

/** `FOR VALUES …` or `DEFAULT` of a partition, as written. */
export function boundText(parser: SqlParser, text: string): string | null {
  const values = textBehind(parser, text, 'VALUES');
  if (values !== null) return `FOR VALUES ${values.replace(/\)[^)]*$/, ')')}`;
  return textBehind(parser, text, 'DEFAULT') === '' ? 'DEFAULT' : null;
}

/** The `CHECK (…)` with this number (from 0) in a statement, as written. */
export function checkText(parser: SqlParser, text: string, position: number): string | null {
  const tokens = (parser.scan(text) ?? []).filter(({ name }) => name !== 'SQL_COMMENT' && name !== 'C_COMMENT');
  const starts = tokens.flatMap((token, index) => (wordOf(text, token) === 'CHECK' && tokens[index + 1] !== undefined && wordOf(text, tokens[index + 1]) === '(' ? [index] : []));
  const start = starts[position];
  if (start === undefined) return null;
  let depth = 0;
  for (const token of tokens.slice(start + 1)) {
    const word = wordOf(text, token);
    if (word === '(') depth += 1;
    if (word === ')') depth -= 1;
    if (depth === 0) return text.slice(tokens[start]?.start ?? 0, token.end).replaceAll(/\s*\n\s*/g, ' ');
  }
  return null;
}

function wordOf(text: string, token: SqlToken | undefined): string {
  return token === undefined ? '' : text.slice(token.start, token.end).toUpperCase();
}
