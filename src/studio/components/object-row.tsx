import type { ObjectListItem } from './list-item.ts';
import { classNames } from './ui/class-names.ts';
import { MiddleTruncated } from './ui/middle-truncated.tsx';

interface ObjectRowProps {
  readonly id: string;
  readonly item: ObjectListItem;
  readonly position: { readonly top: number; readonly index: number; readonly count: number };
  readonly selected: boolean;
  readonly active: boolean;
  readonly onOpen: (id: string) => void;
}

/** One line of 32 px: badge, name, number. The keyboard is handled by the list. */
export function ObjectRow({ id, item, position, selected, active, onOpen }: ObjectRowProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the listbox around it has the focus and the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-setsize={position.count}
      aria-posinset={position.index + 1}
      onClick={() => onOpen(item.id)}
      style={{ transform: `translateY(${position.top}px)` }}
      className={classNames(
        'absolute inset-x-0 top-0 flex h-8 items-center gap-2 border-l-2 pr-3 pl-2.5',
        selected ? 'border-accent-text bg-tint' : 'border-transparent hover:bg-hover',
        active && 'group-focus-visible:bg-hover group-focus-visible:outline-1 group-focus-visible:-outline-offset-1 group-focus-visible:outline-accent-text',
      )}
    >
      {item.badge}
      <RowName item={item} />
      {item.meta === undefined || item.meta === null ? null : (
        <span title={item.metaTitle} className="shrink-0 text-meta text-soft tabular-nums">
          {item.meta}
        </span>
      )}
    </div>
  );
}

function RowName({ item }: { readonly item: ObjectListItem }) {
  if (item.prose) {
    return (
      <span title={item.primary} className="min-w-0 flex-1 truncate">
        {item.primary}
      </span>
    );
  }
  return (
    <span className="flex min-w-0 flex-1 font-mono text-code">
      <MiddleTruncated text={item.primary} plain />
    </span>
  );
}
