/** A text as it reads without what splits or encodes it. */
export interface TextView {
  readonly text: string;
  /** Where the character at `index` begins and ends in the original. */
  startOf(index: number): number;
  endOf(index: number): number;
}

/** What ends one part of a split string and begins the next: concatenation, adjacent literals, escaped or plain line ends. */
const JOINT =
  /["'`]\s{0,40}(?:\|\||\+|&|\.)\s{0,40}[eEnN]?["'`]|'\s{0,40}\n\s{0,40}[eE]?'|"\s{0,40}\n\s{0,40}"|\\(?:r\\n|n|\r?\n)[ \t]{0,80}|[ \t]{0,80}\r?\n\s{0,80}(?:(?:--|#|\/\/|\*)[ \t]{0,8})?/g;
const SPLITS = /\n|\\[nr]|["'`]\s{0,40}(?:\|\||\+|&|\.)/;
const TOKEN_PART = /[A-Za-z0-9_+/=.~-]{1,128}/y;

export function plainView(text: string): TextView {
  return { text, startOf: (index) => index, endOf: (index) => index + 1 };
}

/**
 * The text with its joints taken out, or null when it has none. `soft`: a plain line end is taken out only where a part of a random
 * string goes on behind it, so that a secret at the end of a line does not swallow the word after it.
 */
export function joinedView(text: string, soft: boolean): TextView | null {
  if (!SPLITS.test(text)) return null;
  const pieces: Piece[] = [];
  let cursor = 0;
  for (const joint of text.matchAll(JOINT)) {
    const end = joint.index + joint[0].length;
    if (soft && /^[ \t]*\r?\n/.test(joint[0]) && !looksRandom(text, end)) continue;
    pieces.push({ text: text.slice(cursor, joint.index), start: cursor, end: joint.index });
    cursor = end;
  }
  if (pieces.length === 0) return null;
  pieces.push({ text: text.slice(cursor), start: cursor, end: text.length });
  return viewOf(pieces);
}

/** `%XX` of ASCII characters decoded; null when there is none. */
export function percentView(view: TextView): TextView | null {
  const pieces: Piece[] = [];
  let cursor = 0;
  for (const { 0: code, index } of view.text.matchAll(/%[0-7][0-9A-Fa-f]/g)) {
    pieces.push({ text: view.text.slice(cursor, index), start: cursor, end: index });
    cursor = index + code.length;
    pieces.push({ text: String.fromCharCode(Number.parseInt(code.slice(1), 16)), start: index, end: cursor });
  }
  if (pieces.length === 0) return null;
  pieces.push({ text: view.text.slice(cursor), start: cursor, end: view.text.length });
  return viewOf(pieces, view);
}

/** The same without any white space. */
export function compactView(view: TextView): TextView {
  const parts = [...view.text.matchAll(/\S+/g)];
  return viewOf(parts.map(({ 0: text, index }) => ({ text, start: index, end: index + text.length })), view);
}

/** A part of a view: as it stands in the text under it, or one character that stands for several. */
interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function viewOf(pieces: readonly Piece[], base: TextView | null = null): TextView {
  const locate = (index: number): Piece & { readonly offset: number } => {
    let at = 0;
    for (const piece of pieces) {
      if (index < at + piece.text.length) return { ...piece, offset: index - at };
      at += piece.text.length;
    }
    return { text: '', start: 0, end: 0, offset: 0 };
  };
  return {
    text: pieces.map(({ text }) => text).join(''),
    startOf(index) {
      const { start, offset } = locate(index);
      return base?.startOf(start + offset) ?? start + offset;
    },
    endOf(index) {
      const { text, start, end, offset } = locate(index);
      const last = offset === text.length - 1 ? end : start + offset + 1;
      return base?.endOf(last - 1) ?? last;
    },
  };
}

/** Digits before letters, or upper case behind lower case: not how a word goes on. */
function looksRandom(text: string, at: number): boolean {
  TOKEN_PART.lastIndex = at;
  const part = TOKEN_PART.exec(text)?.[0] ?? '';
  return part.length >= 4 && /[0-9][A-Za-z]|[0-9]{4}|[a-z][A-Z]/.test(part);
}
