import { useEffect, useEffectEvent, useId, useImperativeHandle, useMemo, useRef, type KeyboardEvent, type Ref } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ListHeading } from './list-heading.tsx';
import { indexOfId, type ObjectListItem } from './list-item.ts';
import { nextIndex } from './list-keys.ts';
import { createListLines, toParts, type ItemLine } from './list-lines.ts';
import { useActiveRow } from './use-active-row.ts';
import { ObjectRow } from './object-row.tsx';

export interface ObjectListHandle {
  /** Goes into the list: focuses it, at the selected row or the first. */
  readonly focus: () => void;
  /** Shows the first rows. */
  readonly toTop: () => void;
}

interface ObjectListProps {
  /** Accessible name. */
  readonly label: string;
  readonly items: readonly ObjectListItem[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  /** Address of an object. */
  readonly hrefOf: (id: string) => string;
  readonly ref?: Ref<ObjectListHandle>;
}

const rowHeight = 32;
const overscan = 12;

/** A listbox of one-line rows: ↑ ↓ Home End PageUp PageDown move, Enter and click open. Only the rows near the view are in the document. */
export function ObjectList({ label, items, selectedId, onSelect, hrefOf, ref }: ObjectListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const lines = useMemo(() => createListLines(items), [items]);
  const [activeIndex, setActiveId] = useActiveRow(items, selectedId);
  const virtualizer = useVirtualizer({
    count: lines.count,
    estimateSize: () => rowHeight,
    getScrollElement: () => scroller.current,
    overscan,
    initialRect: { width: 320, height: 640 },
    initialOffset: () => firstOffset(lines.lineOf(indexOfId(items, selectedId))),
  });
  useImperativeHandle(ref, () => ({ focus: () => scroller.current?.focus(), toTop: () => virtualizer.scrollToOffset(0) }), [virtualizer]);
  useReveal(selectedId, () => {
    const index = indexOfId(items, selectedId);
    if (index >= 0) virtualizer.scrollToIndex(lines.lineOf(index));
  });

  const active = items[activeIndex];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      if (active) onSelect(active.id);
    } else {
      const next = nextIndex(event.key, activeIndex, { count: items.length, page: pageRows(scroller.current) });
      if (next === null) return;
      setActiveId(items[next]?.id ?? null);
      // The heading of the first row comes into view with it.
      virtualizer.scrollToIndex(next === 0 ? 0 : lines.lineOf(next));
    }
    event.preventDefault();
  };
  const onOpen = (id: string) => {
    setActiveId(id);
    onSelect(id);
    scroller.current?.focus({ preventScroll: true });
  };
  const renderRow = ({ item, index }: ItemLine, top: number) => (
    <ObjectRow
      key={item.id}
      id={`${listId}-${index}`}
      item={item}
      href={hrefOf(item.id)}
      position={{ top, index, count: items.length }}
      selected={item.id === selectedId}
      active={index === activeIndex}
      onOpen={onOpen}
    />
  );
  return (
    <div
      ref={scroller}
      id={listId}
      role="listbox"
      aria-label={label}
      aria-activedescendant={active ? `${listId}-${activeIndex}` : undefined}
      tabIndex={0}
      data-focus="inset"
      onKeyDown={onKeyDown}
      className="group min-h-0 flex-1 overflow-y-auto"
    >
      <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {toParts(virtualizer.getVirtualItems(), lines).map((part) => {
          const rows = part.lines.map(({ line, top }) => ('heading' in line ? <ListHeading key="heading" group={line.heading} top={top} /> : renderRow(line, top)));
          return part.group === undefined ? rows : <div key={part.group} role="group" aria-label={part.group}>{rows}</div>;
        })}
      </div>
    </div>
  );
}

/** A selected row that a link led to comes into view; the list is scrolled by nothing else. */
function useReveal(selectedId: string | null, reveal: () => void): void {
  const onSelection = useEffectEvent(reveal);
  useEffect(() => onSelection(), [selectedId]);
}

/** Rows that are in view from the start on every screen but the smallest. */
const rowsAtOnce = 16;

/** Pixels scrolled at first, so that the selected row is in view; none when it is near the top. */
function firstOffset(selectedLine: number): number {
  return selectedLine < rowsAtOnce ? 0 : (selectedLine - 4) * rowHeight;
}

function pageRows(scroller: HTMLElement | null): number {
  return Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / rowHeight) - 1);
}
