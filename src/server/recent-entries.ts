/** Keeps the entries used last, up to a number. */
export interface RecentEntries<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

export function createRecentEntries<Value>(capacity: number): RecentEntries<Value> {
  const entries = new Map<string, Value>();
  /** A Map keeps insertion order: what was used goes to its end, the first is the one unused longest. */
  function touch(key: string, value: Value): void {
    entries.delete(key);
    entries.set(key, value);
  }
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) touch(key, value);
      return value;
    },
    set(key, value) {
      touch(key, value);
      const [oldest] = entries.keys();
      if (entries.size > capacity && oldest !== undefined) entries.delete(oldest);
    },
  };
}
