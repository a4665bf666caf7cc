/** The quote that is open after the text, given the one that was open before; null = none. Doubled quotes close and open again. */
export function openQuote(text: string, before: string | null = null): string | null {
  let quote = before;
  for (const character of text) {
    if (quote === null && (character === "'" || character === '"')) quote = character;
    else if (character === quote) quote = null;
  }
  return quote;
}

/** Splits at commas outside quotes and brackets: `a, lower(b, c), 'x, y'` → three. */
export function splitList(text: string): string[] {
  const parts: string[] = [];
  let quote: string | null = null;
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quote !== null) quote = character === quote ? null : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, text.slice(start).trim()].filter((part) => part !== '');
}

/** Reads `name`, `"Name"` or `schema.name` at the start; null when there is none. Double quotes inside a name are doubled. */
export function readName(text: string): { readonly parts: readonly string[]; readonly rest: string } | null {
  const parts: string[] = [];
  let rest = text;
  for (;;) {
    const match = /^(?:"((?:[^"]|"")*)"|([^\s".(),:]+))/.exec(rest);
    if (match === null) return null;
    parts.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    rest = rest.slice(match[0].length);
    if (!rest.startsWith('.')) return { parts, rest };
    rest = rest.slice(1);
  }
}
