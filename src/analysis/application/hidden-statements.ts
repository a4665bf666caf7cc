import type { SqlParser, SqlToken } from '#contract';
import { literalOf, nodesAt, statementNode, stringsAt, textAt, walk, type SqlNode } from '../sql/tree.ts';
import { foldStatement } from './fold-statement.ts';
import { leaveUntold, type SchemaHistory } from './schema-history.ts';

/** Statements that run others: DO blocks are read piece by piece, calls by what is known of the function. */
export function foldHidden(history: SchemaHistory, node: SqlNode, parser: SqlParser): void {
  if (node.kind === 'DoStmt') foldBlock(history, codeOf(node, 'args'), parser);
  if (node.kind === 'CreateFunctionStmt') rememberFunction(history, node);
  if (node.kind === 'SelectStmt' || node.kind === 'CallStmt') foldCalls(history, node);
}

/** The text of `AS $$ … $$`. */
function codeOf({ body }: SqlNode, field: string): string {
  const option = nodesAt(body, field).find((candidate) => textAt(candidate.body, 'defname') === 'as');
  return option === undefined ? '' : stringsAt(option.body, 'arg').join('\n');
}

/** `EXECUTE FUNCTION f()` of a trigger and `GRANT EXECUTE ON` build no statement. */
const AFTER_NAMED_EXECUTE: ReadonlySet<string> = new Set(['FUNCTION', 'PROCEDURE', 'ON']);
const STARTS: ReadonlySet<string> = new Set(['CREATE', 'ALTER', 'DROP']);

function foldBlock(history: SchemaHistory, code: string, parser: SqlParser): void {
  const tokens = parser.scan(code);
  const words = (tokens ?? []).map((token) => code.slice(token.start, token.end).toUpperCase());
  if (tokens === null) return leaveUntold(history, 'holds a DO block that cannot be read');
  if (words.some((word, index) => word === 'EXECUTE' && !AFTER_NAMED_EXECUTE.has(words[index + 1] ?? ''))) return leaveUntold(history, 'holds a DO block that builds its statements when it runs');
  const called = words.find((word, index) => words[index + 1] === '(' && history.changingFunctions.has(word.toLowerCase()));
  if (called !== undefined) return leaveUntold(history, `calls a function that changes the schema (${called.toLowerCase()})`);
  history.conditional = true;
  for (const text of schemaStatements(code, tokens, words)) foldText(history, text, parser);
  history.conditional = false;
}

/** From each CREATE, ALTER or DROP to the next semicolon. */
function schemaStatements(code: string, tokens: readonly SqlToken[], words: readonly string[]): string[] {
  const found: string[] = [];
  let start: number | null = null;
  tokens.forEach((token, index) => {
    const word = words[index] ?? '';
    if (start === null && STARTS.has(word)) start = token.start;
    if (start === null || word !== ';') return;
    found.push(code.slice(start, token.start));
    start = null;
  });
  return found;
}

function foldText(history: SchemaHistory, text: string, parser: SqlParser): void {
  const parsed = parser.parse(text);
  if (!parsed.ok) return leaveUntold(history, 'holds a DO block with a statement that cannot be read');
  for (const statement of parsed.statements) foldStatement(history, statementNode(statement));
}

/** A function is harmless until something calls it; only one that could change the schema is remembered. */
function rememberFunction(history: SchemaHistory, node: SqlNode): void {
  const name = stringsAt(node.body, 'funcname').at(-1);
  if (name !== undefined && /\b(execute(?!\s+(function|procedure|on)\b)|alter|create|drop)\b/i.test(codeOf(node, 'options'))) history.changingFunctions.add(name);
}

/** Built-in functions that take names of tables and leave them alone. */
const HARMLESS = /^(pg_\w+|setval|nextval|currval|lastval|to_regclass|set_config|current_setting|obj_description|col_description|txid_current|array_\w+|json\w*|row_to_json|to_json\w*|format|concat\w*)$/;

function foldCalls(history: SchemaHistory, node: SqlNode): void {
  const functions: (readonly string[])[] = [];
  const literals: string[] = [];
  walk({ [node.kind]: node.body }, (inner) => {
    if (inner.kind === 'FuncCall') functions.push(stringsAt(inner.body, 'funcname'));
    const literal = literalOf(inner);
    if (literal !== null) literals.push(literal);
  });
  const changing = functions.find((path) => history.changingFunctions.has(path.at(-1) ?? ''));
  if (changing !== undefined) return leaveUntold(history, `calls a function that changes the schema (${changing.at(-1)})`);
  if (isSearchPath(functions, literals)) return leaveUntold(history, 'sets search_path by a function');
  const unknown = functions.some((path) => path[0] !== 'pg_catalog' && !HARMLESS.test(path.at(-1) ?? ''));
  if (unknown) doubtNamed(history, literals);
}

function isSearchPath(functions: readonly (readonly string[])[], [name, value]: readonly string[]): boolean {
  return functions.some((path) => path.at(-1) === 'set_config') && name === 'search_path' && value !== undefined && value !== '';
}

/** `SELECT create_hypertable('readings', …)`, `AddGeometryColumn('places', …)`: an extension may do anything to the table it is told. */
function doubtNamed(history: SchemaHistory, literals: readonly string[]): void {
  const named = new Set(literals.map((literal) => literal.split('.').at(-1)?.replaceAll('"', '')));
  for (const table of history.tables.values()) if (named.has(table.name)) table.sure = false;
}
