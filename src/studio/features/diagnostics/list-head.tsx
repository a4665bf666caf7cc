import type { ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';
import type { ProjectSnapshot } from '#contract';
import { PathLink } from '../../components/path-link.tsx';
import { formatCount } from '../../lib/format.ts';
import { pathOf } from '../../lib/object-path.ts';
import { describeCoverage } from '../../lib/rule-coverage.ts';
import { closedFlow, formatSearch, usePlace, useSearchState } from '../../lib/url-state.ts';
import { FilterBar } from './filter-bar.tsx';
import type { DiagnosticFilter } from './filter-diagnostics.ts';

interface ListHeadProps {
  readonly snapshot: ProjectSnapshot;
  readonly filter: DiagnosticFilter;
}

/** Above the list: how much the rules looked at, findings or accepted risks, and what the list is narrowed to. */
export function ListHead({ snapshot: { diagnostics, accepted, checks = [] }, filter }: ListHeadProps) {
  const { id } = usePlace();
  const { view } = useSearchState();
  const showsAccepted = view === 'accepted';
  return (
    <>
      {checks.length === 0 ? null : <CoverageLine text={describeCoverage(checks)} current={view === 'rules' && id === null} />}
      {accepted === undefined && !showsAccepted ? null : (
        <nav aria-label="Lists" className="flex gap-4 border-b border-line px-3">
          <ListLink title="Findings" count={diagnostics.length} current={!showsAccepted} />
          <ListLink title="Accepted" count={accepted?.length ?? 0} current={showsAccepted} view="accepted" />
        </nav>
      )}
      {showsAccepted || diagnostics.length < 2 ? null : <FilterBar diagnostics={diagnostics} filter={filter} />}
    </>
  );
}

/** False when there would be nothing in it. */
export function hasListHead({ diagnostics, accepted, checks = [] }: ProjectSnapshot, view: string | undefined): boolean {
  return checks.length > 0 || accepted !== undefined || view === 'accepted' || diagnostics.length > 1;
}

function CoverageLine({ text, current }: { readonly text: string; readonly current: boolean }) {
  return (
    <ViewLink view="rules" current={current} className="flex min-h-8 items-center gap-2 border-b border-line px-3 py-1.5 text-meta text-soft tabular-nums hover:bg-hover hover:text-text aria-[current]:bg-tint aria-[current]:text-text">
      <span className="min-w-0 flex-1">{text}</span>
      <ChevronRight aria-hidden size={14} strokeWidth={1.5} className="shrink-0 text-faint" />
    </ViewLink>
  );
}

interface ListLinkProps {
  readonly title: string;
  readonly count: number;
  readonly current: boolean;
  readonly view?: string;
}

function ListLink({ title, count, current, view }: ListLinkProps) {
  return (
    <ViewLink view={view} current={current} className="-mb-px flex h-8 items-center gap-1.5 border-b-2 border-transparent font-medium text-soft hover:text-text aria-[current]:border-accent-text aria-[current]:text-text">
      {title}
      <span className="text-meta font-normal text-faint tabular-nums">{formatCount(count)}</span>
    </ViewLink>
  );
}

interface ViewLinkProps {
  readonly view: string | undefined;
  readonly current: boolean;
  readonly className: string;
  readonly children: ReactNode;
}

/** Another view of the section, with the filters as they are and nothing selected. */
function ViewLink({ view, current, ...props }: ViewLinkProps) {
  const search = useSearchState();
  return <PathLink to={pathOf('diagnostics') + formatSearch({ ...search, ...closedFlow, view })} aria-current={current || undefined} data-focus="inset" {...props} />;
}
