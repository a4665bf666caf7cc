import type { SqlParser, SqlToken } from '#contract';

/** What a CREATE TABLE statement says of a column; `default` as written. */
export interface ColumnText {
  readonly type: string;
  readonly default: string | null;
}

/** The columns of a CREATE TABLE statement by name, its types spelled as PostgreSQL prints them. Empty when it does not parse. */
export function createTableColumns(sql: string, parser: SqlParser): ReadonlyMap<string, ColumnText> {
  const parsed = parser.parse(sql);
  const tokens = parsed.ok && parsed.statements.length === 1 && parsed.statements[0]?.node === 'CreateStmt' ? parser.scan(sql) : null;
  return new Map((tokens ? elements(tokens) : []).map((element) => readColumn(element, sql)).filter((column) => column !== null));
}

/** The tokens between the outermost parentheses, split at their commas. */
function elements(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  const found: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.name === CLOSE) depth -= 1;
    if (depth === 1 && token.name === COMMA) found.push([]);
    else if (depth > 0) found.at(-1)?.push(token);
    if (token.name === OPEN) depth += 1;
  }
  return found;
}

const [OPEN, CLOSE, COMMA] = ['ASCII_40', 'ASCII_41', 'ASCII_44'];
const TABLE_CONSTRAINT = new Set(['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN', 'EXCLUDE', 'LIKE']);
const COLUMN_CONSTRAINT = new Set(['NOT', 'NULL', 'NULL_P', 'DEFAULT', 'PRIMARY', 'UNIQUE', 'REFERENCES', 'CHECK', 'CONSTRAINT', 'GENERATED', 'COLLATE']);

function readColumn([name, ...rest]: readonly SqlToken[], sql: string): readonly [string, ColumnText] | null {
  if (name === undefined || (name.keyword !== 'none' && TABLE_CONSTRAINT.has(name.name))) return null;
  const isConstraint = (token: SqlToken) => token.keyword !== 'none' && COLUMN_CONSTRAINT.has(token.name);
  const typeEnd = rest.findIndex(isConstraint);
  const type = textOf(typeEnd < 0 ? rest : rest.slice(0, typeEnd), sql);
  const begin = rest.findIndex((token) => token.name === 'DEFAULT') + 1;
  const end = begin === 0 ? -1 : rest.findIndex((token, index) => index > begin && isConstraint(token));
  const expression = begin === 0 ? null : textOf(rest.slice(begin, end < 0 ? undefined : end), sql);
  return [unquoted(sql.slice(name.start, name.end)), { type: printedType(type), default: expression }];
}

function textOf(tokens: readonly SqlToken[], sql: string): string {
  const [first, last] = [tokens[0], tokens.at(-1)];
  return first && last ? sql.slice(first.start, last.end) : '';
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name.toLowerCase();
}

/** As format_type prints the types an ORM writes in short. */
function printedType(type: string): string {
  const text = type.toLowerCase().replace(/\s+/g, ' ').replace(/ ?([(),]) ?/g, '$1');
  const [, name = text, rest = ''] = /^([a-z0-9_ ]+?)(\(.*|\[.*)?$/.exec(text) ?? [];
  return (longNames.get(name) ?? name) + rest;
}

const longNames = new Map([
  ['varchar', 'character varying'], ['char', 'character'], ['int', 'integer'], ['int4', 'integer'], ['int8', 'bigint'], ['int2', 'smallint'],
  ['bool', 'boolean'], ['decimal', 'numeric'], ['float8', 'double precision'], ['float4', 'real'], ['timestamptz', 'timestamp with time zone'],
  ['timestamp', 'timestamp without time zone'], ['time', 'time without time zone'],
]);
