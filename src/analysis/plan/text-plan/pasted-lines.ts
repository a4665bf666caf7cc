/** A line of pasted text with its number in it, counted from 1. */
export interface PastedLine {
  readonly line: number;
  readonly text: string;
}

/**
 * The rows of a plan without what a client put around them: psql's header, borders, `+` at broken lines and row count (aligned, expanded,
 * unaligned, ASCII or Unicode), quotes of a data grid, `>` of a mail. Line numbers are those of the pasted text.
 */
export function pastedLines(pasted: string): PastedLine[] {
  const raw = pasted.replaceAll('\r\n', '\n').split('\n').map((text, index) => ({ line: index + 1, text: text.replaceAll('\u00A0', ' ').trimEnd() }));
  const quoted = raw.every(({ text }) => text === '' || text.startsWith('>')) ? raw.map(({ line, text }) => ({ line, text: text.replace(/^> ?/, '') })) : raw;
  const width = frameWidth(quoted);
  return unquoted(quoted.filter(({ text }) => !isFrame(text)).map(({ line, text }) => ({ line, text: withoutBorder(text, width) }))).filter(({ text }) => text.trim() !== '');
}

/** Dashes below the header: psql puts the `+` of a broken line in the last column of it. */
function frameWidth(lines: readonly PastedLine[]): number | null {
  const header = lines.findIndex(({ text }) => /^[\s|│"]*QUERY PLAN[\s|│"]*$/.test(text));
  const border = header === -1 ? undefined : lines[header + 1]?.text;
  return border !== undefined && /^[\s+|├┼┤─-]*[-─]{3,}[\s+|├┼┤─-]*$/.test(border) ? border.length : null;
}

function isFrame(text: string): boolean {
  return (
    /^[\s|│"]*QUERY PLAN[\s|│"]*$/.test(text) || // header
    /^\s*[+|├└┌╞╘╒]?[-─═+┼┬┴]{3,}[+|┤┘┐]?\s*$/.test(text) || // border
    /^\s*\(\d+ (?:rows?|lines?)\)$/.test(text) ||
    /^[-─\s]*\[ ?RECORD \d+ ?\][-─+┬]*$/.test(text)
  );
}

function withoutBorder(text: string, width: number | null): string {
  const expanded = text.replace(/^QUERY PLAN [|│] ?/, '').replace(/^ {10,12}[|│] ?/, '');
  const boxed = /^[|│] .*[|│]$/.test(expanded) ? expanded.slice(2, -1).trimEnd() : expanded;
  const isBroken = /[↵⏎]$/.test(boxed) || (width !== null && text.length >= width && boxed.endsWith('+'));
  return isBroken ? boxed.slice(0, -1).trimEnd() : boxed;
}

/** A data grid copies each cell in double quotes, with those inside doubled. */
function unquoted(lines: readonly PastedLine[]): PastedLine[] {
  const cells = lines.filter(({ text }) => text !== '');
  if (cells.length === 0 || !cells.every(({ text }) => /^".*"$/.test(text))) return [...lines];
  return lines.map(({ line, text }) => ({ line, text: text.slice(1, -1).replaceAll('""', '"') }));
}
