import type { SqlParser, SqlToken } from '#contract';
import { parseExpression, stringsAt, textAt, walk, type SqlNode } from '../sql/tree.ts';

/** Session functions an expression calls outside of any subquery, each once: `current_setting()`, `CURRENT_USER`, `auth.uid()`. */
export function uncachedCalls(parser: SqlParser, expression: string): string[] {
  const root = parseExpression(parser, expression);
  const calls = new Set<string>();
  if (root === null) return [];
  walk({ [root.kind]: root.body }, (node) => {
    if (node.kind === 'SubLink') return false;
    const call = sessionCall(node);
    if (call !== null) calls.add(call);
    return true;
  });
  return [...calls];
}

const VALUE_FUNCTIONS: Readonly<Record<string, string>> = {
  SVFOP_CURRENT_USER: 'CURRENT_USER', SVFOP_USER: 'USER', SVFOP_SESSION_USER: 'SESSION_USER', SVFOP_CURRENT_ROLE: 'CURRENT_ROLE',
};

function sessionCall(node: SqlNode): string | null {
  if (node.kind === 'SQLValueFunction') return VALUE_FUNCTIONS[textAt(node.body, 'op') ?? ''] ?? null;
  if (node.kind !== 'FuncCall') return null;
  const path = stringsAt(node.body, 'funcname');
  if (path.at(-1) === 'current_setting') return 'current_setting()';
  return path.length === 2 && path[0] === 'auth' && /^\w+$/.test(path[1] ?? '') ? `auth.${path[1]}()` : null;
}

const KEYWORDS: ReadonlySet<string> = new Set(['CURRENT_USER', 'SESSION_USER', 'CURRENT_ROLE', 'USER']);

/** The expression with those calls in scalar subqueries; null when that cannot be done for sure. */
export function withCachedCalls(parser: SqlParser, expression: string): string | null {
  const tokens = parser.scan(expression);
  if (tokens === null) return null;
  let text = '';
  let at = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    const end = callEnd(expression, tokens, index);
    const token = tokens[index];
    if (end === null || token === undefined || isInSubquery(expression, tokens, index)) continue;
    const stop = tokens[end]?.end ?? token.end;
    text += `${expression.slice(at, token.start)}(SELECT ${expression.slice(token.start, stop)})`;
    at = stop;
    index = end;
  }
  const changed = text + expression.slice(at);
  return parseExpression(parser, changed) !== null && uncachedCalls(parser, changed).length === 0 ? changed : null;
}

/** Index of the last token of a session call that begins at `start`. */
function callEnd(text: string, tokens: readonly SqlToken[], start: number): number | null {
  const word = (index: number) => {
    const token = tokens[index];
    return token === undefined ? '' : text.slice(token.start, token.end);
  };
  if (KEYWORDS.has(word(start).toUpperCase())) return start;
  const isAuth = word(start) === 'auth' && word(start + 1) === '.' && word(start + 3) === '(';
  if (!isAuth && (word(start) !== 'current_setting' || word(start + 1) !== '(')) return null;
  let depth = 0;
  for (let index = start; index < tokens.length; index += 1) {
    if (word(index) === '(') depth += 1;
    if (word(index) === ')') depth -= 1;
    if (depth === 0 && word(index) === ')') return index;
  }
  return null;
}

/** Behind a SELECT whose parenthesis is still open. */
function isInSubquery(text: string, tokens: readonly SqlToken[], position: number): boolean {
  const open: boolean[] = [];
  for (let index = 0; index < position; index += 1) {
    const token = tokens[index];
    const word = token === undefined ? '' : text.slice(token.start, token.end).toUpperCase();
    if (word === '(') open.push(false);
    if (word === ')') open.pop();
    if (word === 'SELECT' && open.length > 0) open[open.length - 1] = true;
  }
  return open.includes(true);
}
