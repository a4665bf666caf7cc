import type { ReactNode } from 'react';

/** One row of a section's list. */
export interface ObjectListItem {
  readonly id: string;
  /** Name of the object, in mono; losing its middle when there is no room. */
  readonly primary: string;
  /** The name is a sentence: not in mono, and losing its end. */
  readonly prose?: boolean;
  /** Right of the name: a number or a short word. */
  readonly meta?: ReactNode;
  /** Full form of `meta`, shown on hover. */
  readonly metaTitle?: string;
  /** Left of the name, such as a level or a method. */
  readonly badge?: ReactNode;
  /** More text the filter looks at, beside `primary`. */
  readonly search?: string;
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
