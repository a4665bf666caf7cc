import type { ListGroup, ObjectListItem } from './list-item.ts';

export interface ItemLine {
  readonly item: ObjectListItem;
  /** Its place among the items. */
  readonly index: number;
}

/** What stands in one line of a list: the heading of a group, or an item. */
export type ListLine = { readonly heading: ListGroup } | ItemLine;

export interface ListLines {
  readonly count: number;
  readonly at: (line: number) => ListLine | null;
  /** The line in which an item stands. */
  readonly lineOf: (index: number) => number;
}

/** The lines of items with their headings. Makes no object for each item: lists are long, and each letter of a filter makes new ones. */
export function createListLines(items: readonly ObjectListItem[]): ListLines {
  const starts = groupStarts(items);
  return {
    count: items.length + starts.length,
    at: (line) => {
      const before = starts.filter((start, place) => start + place < line).length;
      const group = items[starts[before] ?? -1]?.group;
      if (group && (starts[before] ?? 0) + before === line) return { heading: group };
      const item = items[line - before];
      return item ? { item, index: line - before } : null;
    },
    lineOf: (index) => index + starts.filter((start) => start <= index).length,
  };
}

/** Index of the first item of each group. */
function groupStarts(items: readonly ObjectListItem[]): readonly number[] {
  if (items[0]?.group === undefined) return [];
  return items.flatMap((item, index) => (item.group?.name === items[index - 1]?.group?.name ? [] : [index]));
}

export interface ListPart {
  /** Name of the group; undefined in a list without groups. */
  readonly group: string | undefined;
  readonly lines: { readonly line: ListLine; readonly top: number }[];
}

/** The lines in view, given as line and pixels from the top, by their groups. */
export function toParts(inView: readonly { readonly index: number; readonly start: number }[], lines: ListLines): readonly ListPart[] {
  const parts: ListPart[] = [];
  for (const { index, start } of inView) {
    const line = lines.at(index);
    if (!line) continue;
    const group = 'heading' in line ? line.heading.name : line.item.group?.name;
    const last = parts.at(-1);
    if (last && last.group === group) last.lines.push({ line, top: start });
    else parts.push({ group, lines: [{ line, top: start }] });
  }
  return parts;
}
