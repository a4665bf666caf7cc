import type { FlowKind } from '#contract';
import { formatCount } from '../lib/format.ts';
import { FlowButtons } from './flow-buttons.tsx';
import { HubLine } from './hub-line.tsx';
import { classNames } from './ui/class-names.ts';
import { FilterInput } from './ui/filter-input.tsx';

interface SectionHeaderProps {
  readonly kind: FlowKind;
  readonly title: string;
  readonly count: { readonly shown: number; readonly all: number };
  readonly selected: boolean;
  /** On a narrow screen the list, and with it its filter, is another page then. */
  readonly detailOpen?: boolean;
  readonly filter: { readonly text: string; readonly onChange: (text: string) => void; readonly onLeave: () => void };
}

/** Title, count, filter and one button per AI flow of the kind; on a narrow screen the filter takes a line of its own. */
export function SectionHeader({ kind, title, count, selected, detailOpen = false, filter }: SectionHeaderProps) {
  return (
    <div className="shrink-0 border-b border-line bg-page">
      <header className="flex flex-wrap items-center gap-x-3 px-4 narrow:h-12 narrow:flex-nowrap">
        <h1 className="flex h-12 shrink-0 items-center text-title font-semibold">{title}</h1>
        <Count {...count} />
        <div className={classNames('max-narrow:order-last max-narrow:mb-2 max-narrow:w-full narrow:w-40 narrow:min-w-28 @min-[860px]/main:w-56', detailOpen && 'max-narrow:hidden')}>
          <FilterInput value={filter.text} onChange={filter.onChange} onLeave={filter.onLeave} label={`Filter ${title.toLowerCase()}`} />
        </div>
        <FlowButtons kind={kind} selected={selected} />
      </header>
      <HubLine />
    </div>
  );
}

function Count({ shown, all }: { readonly shown: number; readonly all: number }) {
  return (
    <span className="shrink-0 text-soft tabular-nums">{shown === all ? formatCount(all) : `${formatCount(shown)} of ${formatCount(all)}`}</span>
  );
}
