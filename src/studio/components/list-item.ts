import type { ReactNode } from 'react';

/** One row of a section's list. */
export interface ObjectListItem {
  readonly id: string;
  readonly primary: string;
  /** A name (when left out) loses its middle when there is no room; code and prose lose their end. All but prose is in mono. */
  readonly form?: 'name' | 'code' | 'prose';
  /** Right of the name: a number or a short word. */
  readonly meta?: ReactNode;
  /** Full form of `meta`, shown on hover. */
  readonly metaTitle?: string;
  /** Left of the name, such as a level or a method. */
  readonly badge?: ReactNode;
  /** More text the filter looks at, beside `primary`. */
  readonly search?: string;
  /** Items of one group follow each other; its heading stands before the first. */
  readonly group?: ListGroup;
}

export interface ListGroup {
  readonly name: string;
  /** Right of the name, such as `1 pending`. */
  readonly note?: string;
}

/** Makes a filter over items: every word of the text must stand in the name or the search text, in any case and order. */
export function createItemFilter(items: readonly ObjectListItem[]): (text: string) => readonly ObjectListItem[] {
  const texts = items.map((item) => `${item.primary} ${item.search ?? ''}`.toLowerCase());
  return (text) => {
    const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
    if (words.length === 0) return items;
    return items.filter((_, index) => words.every((word) => texts[index]?.includes(word)));
  };
}

/** Place of an object among the items; -1 when it is not one of them. */
export function indexOfId(items: readonly ObjectListItem[], id: string | null): number {
  return id === null ? -1 : items.findIndex((item) => item.id === id);
}
