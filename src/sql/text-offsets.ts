/** UTF-8 bytes of a text; a lone surrogate becomes U+FFFD, which has the three bytes `offsetReader` counts for it. */
export function toUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/**
 * Translates UTF-8 byte offsets to UTF-16 offsets, walking the text once: ask in ascending order.
 * `byteLength` is that of the whole text: when it equals the text's length, offsets are the same.
 */
export function byteOffsetReader(text: string, byteLength: number): (offset: number) => number {
  if (byteLength === text.length) return (offset) => offset;
  return offsetReader(text, utf8Length);
}

/** The UTF-16 offset of the `count`-th code point. */
export function codePointOffset(text: string, count: number): number {
  return offsetReader(text, () => 1)(count);
}

function offsetReader(text: string, width: (codePoint: number) => number): (offset: number) => number {
  let units = 0;
  let walked = 0;
  return (offset) => {
    if (offset < walked) units = walked = 0;
    while (walked < offset && units < text.length) {
      const codePoint = text.codePointAt(units) ?? 0;
      walked += width(codePoint);
      units += codePoint > 0xffff ? 2 : 1;
    }
    return units;
  };
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
