/** A part of an answer that is rendered by itself: a paragraph, a list, a table, a fence of code. Offsets are UTF-16 code units of the answer. */
export interface AnswerBlock {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const fenceStart = /^\s*(`{3,}|~{3,})/;
const listItem = /^(?:[-*+]|\d{1,9}[.)])(?:\s|$)/;

/**
 * Cuts Markdown at blank lines outside of fences. What belongs to a list (its items, what is indented under them) stays in one block, so that it is
 * numbered as one. The blocks together are the text; while it grows, all but the last stay as they are. References to a link defined in another block stay text.
 */
export function splitBlocks(text: string): readonly AnswerBlock[] {
  const blocks: AnswerBlock[] = [];
  let start = 0;
  let fence: string | null = null;
  let blank = false;
  for (const { from, line } of linesOf(text)) {
    const empty = line.trim() === '';
    if (fence === null && blank && !empty && !continues(text, start, line)) {
      blocks.push({ start, end: from, text: text.slice(start, from) });
      start = from;
    }
    blank = empty && (blank || from > start);
    fence = fenceAfter(fence, line);
  }
  return start === text.length ? blocks : [...blocks, { start, end: text.length, text: text.slice(start) }];
}

function* linesOf(text: string): Generator<{ readonly from: number; readonly line: string }> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const next = end === -1 ? text.length : end + 1;
    yield { from, line: text.slice(from, next) };
    from = next;
  }
}

/** A line after a blank one that still belongs to the list which the block is. */
function continues(text: string, start: number, line: string): boolean {
  if (!listItem.test(text.slice(start, start + 12))) return false;
  return /^\s/.test(line) || listItem.test(line);
}

/** The run of characters that opened the fence in which the next line stands; null outside. */
function fenceAfter(fence: string | null, line: string): string | null {
  const run = fenceStart.exec(line)?.[1];
  if (run === undefined) return fence;
  if (fence === null) return run.startsWith('`') && line.slice(line.indexOf(run) + run.length).includes('`') ? null : run;
  const closes = run.startsWith(fence) && line.trim() === run;
  return closes ? null : fence;
}
