import type { SqlParser, SqlStatement } from '#contract';
import type { AnswerText, CodeFence, TextRange } from './answer-text.ts';

/** A statement of the answer that parses, and where it stands. */
export interface AnswerStatement extends TextRange {
  readonly statement: SqlStatement;
  /** The fence it stands in; null for a statement in a code span. */
  readonly fence: SqlFence | null;
}

/** A piece of a SQL fence that does not parse. */
export interface UnreadablePiece extends TextRange {
  readonly message: string;
  /** It holds something to be filled in: `<name>`, `…`, `{{x}}`. */
  readonly placeholder: boolean;
}

/** A fence that holds SQL, and its text as it was parsed: parameters of other notations are `$n`, commands of psql are blank. */
export interface SqlFence extends CodeFence {
  readonly sql: string;
}

export interface AnswerSql {
  readonly fences: readonly SqlFence[];
  readonly statements: readonly AnswerStatement[];
  readonly unreadable: readonly UnreadablePiece[];
}

const SQL_LANGUAGES: ReadonlySet<string> = new Set(['sql', 'postgresql', 'postgres', 'pgsql', 'psql', 'plpgsql']);
const FIRST_WORD =
  /^\s*(?:SELECT|WITH|INSERT|UPDATE|DELETE|MERGE|CREATE|ALTER|DROP|EXPLAIN|ANALYZE|VACUUM|REINDEX|COMMENT\s+ON|GRANT|REVOKE|BEGIN|SET|TRUNCATE|REFRESH)\b/i;
const DDL_SPAN = /^\s*(?:CREATE|ALTER|DROP|REINDEX)\s+[A-Z]+\s/i;

/** Every statement of the answer: of SQL fences, of fences without a language that begin like SQL, and DDL in code spans. */
export function readAnswerSql(answer: AnswerText, parser: SqlParser): AnswerSql {
  const fences = answer.fences.filter(isSql).map(toSqlFence);
  const read = fences.map((fence) => readFence(fence, parser));
  return {
    fences,
    statements: [...read.flatMap(({ statements }) => statements), ...spanStatements(answer, parser)].toSorted((left, right) => left.start - right.start),
    unreadable: read.flatMap(({ unreadable }) => unreadable),
  };
}

function isSql({ language, text }: CodeFence): boolean {
  return SQL_LANGUAGES.has(language) || (language === '' && FIRST_WORD.test(text));
}

/** Same length, so that offsets stay. */
function toSqlFence(fence: CodeFence): SqlFence {
  return { ...fence, sql: fence.text.replaceAll(/^[ \t]*\\[^\n]*$/gm, (line) => ' '.repeat(line.length)) };
}

interface ReadFence {
  readonly statements: readonly AnswerStatement[];
  readonly unreadable: readonly UnreadablePiece[];
}

/** Whole where that parses, else statement by statement: one that is broken does not hide the others. */
function readFence(fence: SqlFence, parser: SqlParser): ReadFence {
  const whole = parseSoftly(fence.sql, parser);
  if (whole.ok) return { statements: located(fence, 0, whole.statements), unreadable: [] };
  const pieces = splitStatements(fence.sql, parser).map((piece) => ({ piece, parsed: parseSoftly(fence.sql.slice(piece.start, piece.end), parser) }));
  return {
    statements: pieces.flatMap(({ piece, parsed }) => (parsed.ok ? located(fence, piece.start, parsed.statements) : [])),
    unreadable: pieces.flatMap(({ piece, parsed }) => (parsed.ok ? [] : [toUnreadable(fence, piece, parsed.message)])),
  };
}

function located(fence: SqlFence, offset: number, statements: readonly SqlStatement[]): AnswerStatement[] {
  return statements.map((statement) => ({ statement, fence, start: fence.start + offset + statement.start, end: fence.start + offset + statement.end }));
}

function toUnreadable(fence: SqlFence, piece: TextRange, message: string): UnreadablePiece {
  const text = fence.sql.slice(piece.start, piece.end);
  const start = fence.start + piece.start + (text.length - text.trimStart().length);
  return { start, end: start + text.trim().length, message, placeholder: PLACEHOLDER.test(text) };
}

const PLACEHOLDER = /<[A-Za-z][\w .-]*>|…|\.\.\.|\{\{|\[[A-Za-z][\w -]*\](?!\s*=)/;

/** As it is, else with parameters of other notations (`:id`, `?`, `%s`, `@id`, `%(id)s`) as `$1`. */
function parseSoftly(sql: string, parser: SqlParser) {
  const parsed = parser.parse(sql);
  if (parsed.ok) return parsed;
  const softened = sql
    .replaceAll(/(?<![:\w]):[a-z_]\w*|(?<![@\w])@[a-z_]\w*|%\([a-z_]\w*\)s|%s/gi, (parameter) => '$1'.padEnd(parameter.length))
    .replaceAll(/(?<=[=<>(,]\s*)\?(?=\s*(?:[),;]|$|\s))/gm, '0');
  const retried = softened === sql ? parsed : parser.parse(softened);
  return retried.ok ? retried : parsed;
}

/** At the semicolons the scanner sees; one piece when it cannot read the text. */
function splitStatements(sql: string, parser: SqlParser): TextRange[] {
  const stops = (parser.scan(sql) ?? []).filter(({ name }) => name === 'ASCII_59').map(({ end }) => end);
  const bounds = [0, ...stops, sql.length];
  return bounds.slice(1).map((end, index) => ({ start: bounds[index] ?? 0, end })).filter(({ start, end }) => /[^\s;]/.test(sql.slice(start, end).replaceAll(/--[^\n]*/g, '')));
}

/** A fragment in a code span is no mistake, so only what parses counts. */
function spanStatements(answer: AnswerText, parser: SqlParser): AnswerStatement[] {
  return answer.spans.filter(({ text }) => DDL_SPAN.test(text)).flatMap((span) => {
    const parsed = parser.parse(span.text);
    if (!parsed.ok) return [];
    return parsed.statements.map((statement) => ({ statement, fence: null, start: span.start + statement.start, end: span.start + statement.end }));
  });
}
