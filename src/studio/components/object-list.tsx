import { useId, useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { ObjectListItem } from './list-item.ts';
import { nextIndex } from './list-keys.ts';
import { ObjectRow } from './object-row.tsx';

export interface ObjectListHandle {
  /** Goes into the list: focuses it, at the selected row or the first. */
  readonly focus: () => void;
}

interface ObjectListProps {
  /** Accessible name. */
  readonly label: string;
  readonly items: readonly ObjectListItem[];
  readonly selectedId: string | null;
  readonly onSelect: (id: string) => void;
  readonly ref?: Ref<ObjectListHandle>;
}

const rowHeight = 32;
const overscan = 12;

/** A listbox of one-line rows: ↑ ↓ Home End PageUp PageDown move, Enter and click open. Only the rows near the view are in the document. */
export function ObjectList({ label, items, selectedId, onSelect, ref }: ObjectListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const [activeId, setActiveId] = useState<string | null>(selectedId);
  const virtualizer = useVirtualizer({
    count: items.length,
    estimateSize: () => rowHeight,
    getScrollElement: () => scroller.current,
    overscan,
    initialRect: { width: 320, height: 640 },
    initialOffset: () => Math.max(0, indexOf(items, selectedId) - 4) * rowHeight,
  });
  useImperativeHandle(ref, () => ({ focus: () => scroller.current?.focus() }), []);

  const activeIndex = useMemo(() => indexOrSelected(items, activeId, selectedId), [items, activeId, selectedId]);
  const active = items[activeIndex];
  const moveTo = (index: number) => {
    setActiveId(items[index]?.id ?? null);
    virtualizer.scrollToIndex(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      if (active) onSelect(active.id);
    } else {
      const next = nextIndex(event.key, activeIndex, { count: items.length, page: pageRows(scroller.current) });
      if (next === null) return;
      moveTo(next);
    }
    event.preventDefault();
  };
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
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const item = items[index];
          return item ? (
            <ObjectRow
              key={item.id}
              id={`${listId}-${index}`}
              item={item}
              position={{ top: start, index, count: items.length }}
              selected={item.id === selectedId}
              active={index === activeIndex}
              onOpen={(id) => {
                setActiveId(id);
                onSelect(id);
              }}
            />
          ) : null;
        })}
      </div>
    </div>
  );
}

/** The row the keyboard is at: the last one it moved to, else the selected one, else the first. */
function indexOrSelected(items: readonly ObjectListItem[], activeId: string | null, selectedId: string | null): number {
  const active = indexOf(items, activeId);
  return active >= 0 ? active : Math.max(0, indexOf(items, selectedId));
}

function indexOf(items: readonly ObjectListItem[], id: string | null): number {
  return id === null ? -1 : items.findIndex((item) => item.id === id);
}

function pageRows(scroller: HTMLElement | null): number {
  return Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / rowHeight) - 1);
}
