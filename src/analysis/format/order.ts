/** Order by UTF-16 code unit: the same on every machine and in every locale. */
export function byCodeUnit(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** A comparison by the string `key` gives. */
export function byKey<Item>(key: (item: Item) => string): (left: Item, right: Item) => number {
  return (left, right) => byCodeUnit(key(left), key(right));
}

/** The distinct strings of `values`, by code unit. */
export function sortedUnique(values: Iterable<string>): string[] {
  return [...new Set(values)].toSorted(byCodeUnit);
}

/** The items under the key `key` gives each; keys and items in order of appearance. */
export function groupBy<Item>(items: Iterable<Item>, key: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
