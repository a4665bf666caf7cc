/** The same plain value with every string changed; keys are ours and stay. A value in which nothing changes is given back itself. */
export function mapStrings<Value>(value: Value, change: (text: string) => string): Value {
  // Strings are replaced by strings, so the type is the same.
  return mapUnknown(value, change) as Value;
}

/** Every string of a plain value, in order. */
export function stringsOf(value: unknown): readonly string[] {
  const strings: string[] = [];
  mapUnknown(value, (text) => {
    strings.push(text);
    return text;
  });
  return strings;
}

function mapUnknown(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => mapUnknown(item, change));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const changed = entries.map(([key, item]) => [key, mapUnknown(item, change)] as const);
  return changed.some(([, item], index) => item !== entries[index]?.[1]) ? Object.fromEntries(changed) : value;
}
