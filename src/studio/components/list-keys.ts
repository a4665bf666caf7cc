interface ListExtent {
  readonly count: number;
  /** Rows of a page. */
  readonly page: number;
}

/** The row a key moves to, clamped to the list; null when the key does not move. */
export function nextIndex(key: string, index: number, { count, page }: ListExtent): number | null {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  if (target === undefined || count === 0) return null;
  return Math.min(count - 1, Math.max(0, target));
}
