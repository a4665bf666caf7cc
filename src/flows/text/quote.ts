/**
 * Words of a stranger inside a line of our own: in double quotes, those inside doubled. It is `line` that fences, and it fences every
 * line in which words with white space are quoted, so no such words can read as ours.
 */
export function quoteWords(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** The words again; a text that is not one quote of them is given back as it is. */
export function unquoteWords(text: string): string {
  return /^"(?:[^"]|"")*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
}
