/** A range of the answer in UTF-16 code units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A fenced block: its language and the text between the fences, at that range. */
export interface CodeFence extends TextRange {
  /** First word of the info string in lower case; empty when there is none. */
  readonly language: string;
  readonly text: string;
}

/** Text between backticks on one line, at the range of the text itself. */
export interface CodeSpan extends TextRange {
  readonly text: string;
}

/** An answer in Markdown, taken apart. */
export interface AnswerText {
  readonly text: string;
  readonly fences: readonly CodeFence[];
  readonly spans: readonly CodeSpan[];
  /** The answer with every fence blanked out, so that offsets stay: code spans are still in it. */
  readonly prose: string;
  /** `## Title` and where its section begins and ends. */
  readonly sections: readonly (TextRange & { readonly heading: string })[];
}

/** Reads Markdown as CommonMark fences and spans it, in linear time; a fence that is never closed runs to the end. */
export function readAnswerText(text: string): AnswerText {
  const fences = readFences(text);
  const prose = blankOut(text, fences);
  return { text, fences, spans: readSpans(prose), prose, sections: readSections(prose) };
}

/** First line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf('\n'); index >= 0 && index < offset; index = text.indexOf('\n', index + 1)) line += 1;
  return line;
}

interface OpenFence {
  readonly marker: string;
  readonly language: string;
  /** Offset behind the opening line. */
  readonly body: number;
}

const OPENING = /^[ \t>*+\-\d.)]{0,24}?(`{3,}|~{3,})[ \t]*([^\s`]*)[^`\n]*$/;

function readFences(text: string): CodeFence[] {
  const fences: CodeFence[] = [];
  let open: OpenFence | null = null;
  for (const { line, start, next } of linesOf(text)) {
    if (open === null) {
      const match = OPENING.exec(line);
      if (match !== null) open = { marker: match[1] ?? '', language: (match[2] ?? '').toLowerCase(), body: next };
    } else if (closes(line, open.marker)) {
      fences.push(toFence(text, open, start));
      open = null;
    }
  }
  if (open !== null) fences.push(toFence(text, open, text.length));
  return fences;
}

function* linesOf(text: string): Generator<{ readonly line: string; readonly start: number; readonly next: number }> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const stop = end < 0 ? text.length : end;
    yield { line: text.slice(start, stop).replace(/\r$/, ''), start, next: Math.min(stop + 1, text.length) };
    start = stop + 1;
  }
}

function closes(line: string, marker: string): boolean {
  const bare = line.replace(/^[ \t>]+/, '').trimEnd();
  return bare.length >= marker.length && bare.startsWith(marker) && bare.replaceAll(marker.charAt(0), '') === '';
}

function toFence(text: string, open: OpenFence, end: number): CodeFence {
  const start = Math.min(open.body, end);
  return { language: open.language, text: text.slice(start, end), start, end };
}

function blankOut(text: string, fences: readonly CodeFence[]): string {
  const parts: string[] = [];
  let cursor = 0;
  for (const { start, end } of fences) {
    parts.push(text.slice(cursor, start), text.slice(start, end).replaceAll(/[^\n]/g, ' '));
    cursor = end;
  }
  return [...parts, text.slice(cursor)].join('');
}

function readSpans(prose: string): CodeSpan[] {
  return [...prose.matchAll(/(?<!`)(`{1,2})(?!`)([^`\n]{1,2000})\1(?!`)/g)].map((match) => {
    const start = match.index + (match[1] ?? '').length;
    const text = match[2] ?? '';
    return { text, start, end: start + text.length };
  });
}

function readSections(prose: string): (TextRange & { readonly heading: string })[] {
  const headings = [...prose.matchAll(/^ {0,3}#{1,6}[ \t]+([^\n]*)$/gm)];
  return headings.map((match, index) => ({
    heading: (match[1] ?? '').replaceAll(/[#*_`\r]/g, '').trim(),
    start: match.index,
    end: headings[index + 1]?.index ?? prose.length,
  }));
}
