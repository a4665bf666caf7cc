import { toVisible, toVisibleLine } from './visible.ts';

/** Foreign text in a fence longer than any run of backticks inside it, so that no line of it can close the fence. */
export function fence(text: string, language = ''): string {
  const visible = toVisible(text).replace(/\n+$/, '');
  const marks = '`'.repeat(Math.max(3, longestRun(visible) + 1));
  return `${marks}${language}\n${visible}\n${marks}`;
}

/** Names made of these need no code span: an identifier, a dotted path or a type such as `numeric(14,2)[]`. */
const PLAIN = /^(?:[A-Za-z_][A-Za-z0-9_$]*(?:\.[A-Za-z_][A-Za-z0-9_$]*)*)(?:\([0-9, ]{1,12}\))?(?:\[\])*$/;
/** Multi-word types of PostgreSQL itself; a user's type of several words is quoted and so not plain. */
const BUILT_IN =
  /^(?:character varying|double precision|bit varying|(?:timestamp|time)(?:\(\d\))? with(?:out)? time zone)(?:\(\d{1,9}\))?(?:\[\])*$/;

/** Foreign text on one line: bare when it is a plain name or type, else in a code span that it cannot close. */
export function inline(text: string): string {
  if (PLAIN.test(text) || BUILT_IN.test(text)) return text;
  const visible = toVisibleLine(text);
  if (visible === '') return '` `';
  const run = longestRun(visible);
  const marks = '`'.repeat(run === 0 ? 1 : run + 1);
  const pad = visible.startsWith('`') || visible.endsWith('`') ? ' ' : '';
  return `${marks}${pad}${visible}${pad}${marks}`;
}

/** Prose of a rule: words, numbers and marks, with names in double quotes only where they hold no white space. */
const PROSE = /^(?:[A-Za-z0-9 .,:;()=<>%+→–≥≤…×/_{}#-]|"[A-Za-z0-9_./-]*")*$/;

/**
 * A line a rule or a source wrote around foreign names: bare while every name in it is plain, else the whole line in a code span,
 * so that no name can read as an instruction or as markup.
 */
export function line(text: string): string {
  return PROSE.test(text) ? text : inline(text);
}

function longestRun(text: string): number {
  let longest = 0;
  for (const run of text.match(/`+/g) ?? []) longest = Math.max(longest, run.length);
  return longest;
}
