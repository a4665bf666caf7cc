import { visibleLine } from '../lib/visible-text.ts';
import type { ObjectListItem } from './list-item.ts';
import { isPlainClick } from './plain-click.ts';
import { classNames } from './ui/class-names.ts';
import { ForeignText } from './ui/foreign-text.tsx';
import { MiddleTruncated } from './ui/middle-truncated.tsx';

interface ObjectRowProps {
  readonly id: string;
  readonly item: ObjectListItem;
  /** Address of the object, for a tab of its own. */
  readonly href: string;
  readonly position: { readonly top: number; readonly index: number; readonly count: number };
  readonly selected: boolean;
  readonly active: boolean;
  readonly onOpen: (id: string) => void;
}

/** One line of 32 px: badge, name, number. The keyboard is handled by the list. */
export function ObjectRow({ id, item, href, position, selected, active, onOpen }: ObjectRowProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the listbox around it has the focus and the keys
    <a
      id={id}
      role="option"
      href={href}
      tabIndex={-1}
      aria-selected={selected}
      aria-setsize={position.count}
      aria-posinset={position.index + 1}
      onClick={(event) => {
        if (!isPlainClick(event)) return;
        event.preventDefault();
        onOpen(item.id);
      }}
      style={{ transform: `translateY(${position.top}px)` }}
      className={classNames(
        'absolute inset-x-0 top-0 flex h-8 items-center gap-2 border-l-2 pr-3 pl-2.5 outline-none',
        selected ? 'border-accent-text bg-tint' : 'border-transparent hover:bg-hover',
        active && 'group-focus-visible:bg-hover group-focus-visible:outline-1 group-focus-visible:-outline-offset-1 group-focus-visible:outline-accent-text',
      )}
    >
      {item.badge}
      <RowName item={item} />
      {item.meta === undefined || item.meta === null ? null : (
        <span title={item.metaTitle === undefined ? undefined : visibleLine(item.metaTitle)} className="shrink-0 text-meta text-soft tabular-nums">
          {item.meta}
        </span>
      )}
    </a>
  );
}

function RowName({ item: { primary, form = 'name' } }: { readonly item: ObjectListItem }) {
  if (form === 'name') {
    return (
      <span className="flex min-w-0 flex-1 font-mono text-code">
        <MiddleTruncated text={primary} plain />
      </span>
    );
  }
  return (
    <span title={visibleLine(primary)} className={classNames('min-w-0 flex-1 truncate', form === 'code' && 'font-mono text-code')}>
      <ForeignText text={primary} />
    </span>
  );
}
