import { useMemo, useRef, type ReactNode } from 'react';
import { ChevronLeft } from 'lucide-react';
import type { FlowKind, Skipped } from '#contract';
import { objectPath } from '../lib/object-path.ts';
import { changeFilter, selectNothing, selectObject, useSearchState } from '../lib/url-state.ts';
import { createItemFilter, type ObjectListItem } from './list-item.ts';
import { ObjectList, type ObjectListHandle } from './object-list.tsx';
import { EmptyState } from './query-state.tsx';
import { SectionHeader } from './section-header.tsx';
import { listWidth } from './section-skeleton.tsx';
import { SkippedNote } from './skipped-note.tsx';
import { Button } from './ui/button.tsx';
import { classNames } from './ui/class-names.ts';

export interface SectionLayoutProps {
  /** Whose AI flows stand in the header. */
  readonly kind: FlowKind;
  readonly title: string;
  readonly items: readonly ObjectListItem[];
  /** Id of the selected object, only when it exists. */
  readonly selectedId: string | null;
  /** The AI flows can ask about what is selected; when left out, they can. */
  readonly askable?: boolean;
  /** Detail of the selected object, or what is said when the URL names one that does not exist; null when nothing is selected. */
  readonly detail: ReactNode;
  /** Shown in the place of the list when there are no items at all. */
  readonly empty: ReactNode;
  /** Parts of this section that could not be read. */
  readonly skipped?: readonly Skipped[];
  /** Above the list, such as the field for typed SQL. */
  readonly toolbar?: ReactNode;
}

/** More of them would push the section out of view. */
const shownSkipped = 3;

/** What failed is worth the room; several notices of what a source does not tell are one line until they are asked for. */
function isFolded(skipped: readonly Skipped[]): boolean {
  return skipped.length > shownSkipped || (skipped.length > 1 && skipped.every(({ code }) => code === undefined));
}

/** Header, list and detail of a section; under 720 px list and detail are two pages. */
export function SectionLayout({ kind, title, items, selectedId, askable = true, detail, empty, skipped = [], toolbar }: SectionLayoutProps) {
  const { q = '' } = useSearchState();
  const list = useRef<ObjectListHandle>(null);
  const filter = useMemo(() => createItemFilter(items), [items]);
  const shown = useMemo(() => filter(q), [filter, q]);
  const open = detail !== null && detail !== undefined;
  /** No list, nothing to select it with: what is said instead takes the whole width. */
  const nothing = items.length === 0 && !toolbar && !open;
  const onFilter = (text: string) => {
    list.current?.toTop();
    changeFilter(text);
  };
  return (
    <section aria-label={title} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <SectionHeader
        kind={kind}
        title={title}
        count={{ shown: shown.length, all: items.length }}
        selected={selectedId !== null && askable}
        detailOpen={open}
        filter={{ text: q, onChange: onFilter, onLeave: () => list.current?.focus() }}
      />
      <SkippedNote skipped={skipped} folded={kind === 'diagnostic' || isFolded(skipped)} />
      <div className="flex min-h-0 flex-1">
        <div className={classNames('flex flex-col', nothing ? 'min-w-0 flex-1' : listWidth, open && 'max-narrow:hidden')}>
          {toolbar}
          <ListPart kind={kind} label={title} items={items} shown={shown} selectedId={selectedId} empty={empty} list={list} />
        </div>
        <div className={classNames('flex min-w-0 flex-1 flex-col bg-surface', !open && 'max-narrow:hidden', nothing && 'hidden')}>
          {open ? <BackToList title={title} /> : null}
          {open ? detail : <p className="p-4 text-soft">{items.length === 0 ? null : `Select a ${kind} to see its facts.`}</p>}
        </div>
      </div>
    </section>
  );
}

interface ListPartProps {
  readonly kind: FlowKind;
  readonly label: string;
  readonly items: readonly ObjectListItem[];
  readonly shown: readonly ObjectListItem[];
  readonly selectedId: string | null;
  readonly empty: ReactNode;
  readonly list: React.Ref<ObjectListHandle>;
}

function ListPart({ kind, label, items, shown, selectedId, empty, list }: ListPartProps) {
  if (items.length === 0) return <div className="overflow-y-auto">{empty}</div>;
  if (shown.length > 0) return <ObjectList ref={list} label={label} items={shown} selectedId={selectedId} onSelect={selectObject} hrefOf={(id) => objectPath(kind, id)} />;
  return (
    <EmptyState title="Nothing fits the filter">
      <Button onClick={() => changeFilter('')}>Clear filter</Button>
    </EmptyState>
  );
}

function BackToList({ title }: { readonly title: string }) {
  return (
    <div className="flex h-9 shrink-0 items-center border-b border-line px-2 narrow:hidden">
      <Button variant="quiet" onClick={selectNothing}>
        <ChevronLeft aria-hidden size={16} strokeWidth={1.5} />
        {title}
      </Button>
    </div>
  );
}
