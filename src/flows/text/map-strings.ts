/** The same plain value with every string changed; keys are ours and stay. */
export function mapStrings<Value>(value: Value, change: (text: string) => string): Value {
  // Strings are replaced by strings, so the type is the same.
  return mapUnknown(value, change) as Value;
}

function mapUnknown(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapUnknown(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapUnknown(item, change)]));
}
