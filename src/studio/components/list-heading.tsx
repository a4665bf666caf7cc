import type { ListGroup } from './list-item.ts';
import { ForeignText } from './ui/foreign-text.tsx';

/** The line before the first row of a group. The group says its name to a screen reader by itself. */
export function ListHeading({ group, top }: { readonly group: ListGroup; readonly top: number }) {
  return (
    <div
      aria-hidden
      style={{ transform: `translateY(${top}px)` }}
      className="absolute inset-x-0 top-0 flex h-8 items-center gap-2 border-b border-line bg-sunken pr-3 pl-3 text-meta"
    >
      <span className="min-w-0 flex-1 truncate font-medium text-soft">
        <ForeignText text={group.name} />
      </span>
      {group.note === undefined ? null : <span className="shrink-0 text-soft">{group.note}</span>}
    </div>
  );
}
