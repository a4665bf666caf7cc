const escapes: Readonly<Record<string, string>> = { '~': '~0', '/': '~1', '\\': '~2', '.': '~3' };
const originals: Readonly<Record<string, string>> = { '~0': '~', '~1': '/', '~2': '\\', '~3': '.' };

/**
 * An id as one segment of a URL path. The server refuses encoded slashes, backslashes and `..` (guard and router of different
 * programs read them differently), so these are written `~1`, `~2` and `~3`, and `~` itself `~0`, before the usual encoding.
 */
export function toPathSegment(id: string): string {
  return encodeURIComponent(id.replaceAll(/[~/\\]|^\.$|\.(?=\.)/g, (character) => escapes[character] ?? character));
}

/** Undoes the escapes of `toPathSegment` in a segment the router has percent-decoded already. */
export function fromPathSegment(segment: string): string {
  return segment.replaceAll(/~[0-3]/g, (escape) => originals[escape] ?? escape);
}
