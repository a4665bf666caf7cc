import type { AnswerCheck, AnswerMark } from '#contract';
import { toVisibleLine } from '#flows';

/** A check for people: a summary, then each mark with its line, as compilers print theirs. */
export function checkText({ marks, looked, skipped }: AnswerCheck, answer: string): string {
  const seen = `${counted(looked.statements, 'statement')} in ${counted(looked.sql_blocks, 'SQL block')}, ${counted(looked.names, 'name')}, ${counted(looked.routes, 'route')}`;
  const summary = marks.length === 0 ? `Nothing found. Looked at ${seen}.` : `${counted(marks.length, 'mark')}. Looked at ${seen}.`;
  const omitted = skipped.map(({ part, reason }) => `not checked: ${toVisibleLine(part)}: ${toVisibleLine(reason)}`);
  return `${[summary, ...marks.map((mark) => markText(mark, answer)), ...omitted].join('\n')}\n`;
}

function markText({ line, level, rule, title, evidence, remedy, start, end }: AnswerMark, answer: string): string {
  const quoted = toVisibleLine(answer.slice(start, end).replaceAll(/\s+/g, ' ')).slice(0, 100);
  const safer = remedy === null ? [] : [toVisibleLine(remedy.text), ...(remedy.sql === null ? [] : remedy.sql.split('\n').map(toVisibleLine))];
  return [`line ${line}: ${level} ${rule}: ${toVisibleLine(title)}`, `    ${quoted}`, ...[...evidence.map(toVisibleLine), ...safer].map((text) => `    ${text}`)].join('\n');
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
