import type { ProjectSnapshot } from '#contract';
import type { CheckedSnapshot } from './snapshot-file.ts';

const lists = ['models', 'routes', 'queries', 'migrations', 'diagnostics', 'checks', 'accepted'] as const;
type ListName = (typeof lists)[number];

/** A piece of a checked snapshot on its way from one thread to another, in this order. */
export type SnapshotPart =
  /** JSON of the snapshot, its long lists empty. */
  | { readonly kind: 'begin'; readonly json: string }
  /** JSON of the next items of a list. */
  | { readonly kind: 'items'; readonly list: ListName; readonly json: string }
  | { readonly kind: 'end'; readonly checksum: string };

/** JSON of about so many characters is parsed well within a frame. */
const partLength = 256 * 1024;

/** Cuts a snapshot so that no single piece keeps the thread that puts it together; an item of a list is never cut. */
export function* snapshotParts({ snapshot, checksum }: CheckedSnapshot): Generator<SnapshotPart, void> {
  const emptied = Object.fromEntries(lists.filter((list) => snapshot[list] !== undefined).map((list) => [list, []]));
  yield { kind: 'begin', json: JSON.stringify({ ...snapshot, ...emptied }) };
  for (const list of lists) yield* partsOfList(list, snapshot[list] ?? []);
  yield { kind: 'end', checksum };
}

function* partsOfList(list: ListName, items: readonly unknown[]): Generator<SnapshotPart, void> {
  let waiting: string[] = [];
  let length = 0;
  for (const [index, item] of items.entries()) {
    const json = JSON.stringify(item);
    waiting.push(json);
    length += json.length;
    if (length < partLength && index < items.length - 1) continue;
    yield { kind: 'items', list, json: `[${waiting.join(',')}]` };
    [waiting, length] = [[], 0];
  }
}

export interface SnapshotAssembly {
  /** The snapshot, once its last part is in. */
  take(part: SnapshotPart): CheckedSnapshot | null;
}

/** Puts the parts together again, in the order they were cut. */
export function assembleSnapshot(): SnapshotAssembly {
  const found = new Map<ListName, unknown[]>(lists.map((list) => [list, []]));
  let begun: unknown = {};
  return {
    take(part) {
      switch (part.kind) {
        case 'begin':
          begun = JSON.parse(part.json);
          return null;
        case 'items':
          for (const item of listIn(part.json)) found.get(part.list)?.push(item);
          return null;
        case 'end':
          return { snapshot: joined(begun, found), checksum: part.checksum };
      }
    },
  };
}

function listIn(json: string): readonly unknown[] {
  const items: unknown = JSON.parse(json);
  return Array.isArray(items) ? items : [];
}

function joined(begun: unknown, found: ReadonlyMap<ListName, readonly unknown[]>): ProjectSnapshot {
  const snapshot: Readonly<Record<string, unknown>> = typeof begun === 'object' && begun !== null ? { ...begun } : {};
  const present = lists.filter((list) => list in snapshot).map((list) => [list, found.get(list)]);
  return { ...snapshot, ...Object.fromEntries(present) } as unknown as ProjectSnapshot; // it was checked before it was cut
}
