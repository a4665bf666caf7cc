/** An object of a JSON or YAML document; every field may hold anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function toObject(value: unknown): JsonObject | null {
  // An object that is no array is a record of unknowns, whatever it holds.
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

export function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text up to `limit` UTF-16 units, with a visible mark where it was cut; null for anything that is no text. */
export function toShortText(value: unknown, limit: number): string | null {
  if (typeof value !== 'string') return null;
  if (value.length <= limit) return value;
  const end = isHighSurrogate(value.charCodeAt(limit - 1)) ? limit - 1 : limit;
  return `${value.slice(0, end)}… [${value.length - end} more characters]`;
}

export function toStrings(value: unknown): string[] {
  return toList(value).filter((item) => typeof item === 'string');
}

/** One segment of a JSON pointer (RFC 6901). */
export function pointerSegment(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
