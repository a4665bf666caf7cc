/**
 * C0/C1 controls (line feed and tab apart), zero-width and bidi controls, line separators, BOM, variation selectors and Unicode
 * tag characters: text that a reader does not see but a model does.
 */
const INVISIBLE =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFE00-\uFE0F\uFEFF\uFFF9-\uFFFB]|\uDB40[\uDC00-\uDFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Every invisible or dangling character written as `\u{…}`; CRLF and CR become LF. Idempotent. */
export function toVisible(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(INVISIBLE, escapeCharacter);
}

/** The same on one line: line feeds and tabs are written out too. */
export function toVisibleLine(text: string): string {
  return toVisible(text).replace(/\n/g, '\\n').replace(/\t/g, '\\t');
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}
