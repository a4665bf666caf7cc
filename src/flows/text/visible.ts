/**
 * Controls (line feed and tab apart), format characters (zero width, bidi, Unicode tags), line separators, lone surrogates and
 * variation selectors: text that a reader does not see but a model does.
 */
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|\p{Variation_Selector}/gu;

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
