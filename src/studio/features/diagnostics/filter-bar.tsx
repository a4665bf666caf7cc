import type { Diagnostic } from '#contract';
import { changeList } from '../../lib/url-state.ts';
import { diagnosticFacets, type DiagnosticFilter, type FilterOption } from './filter-diagnostics.ts';

interface FilterBarProps {
  readonly diagnostics: readonly Diagnostic[];
  readonly filter: DiagnosticFilter;
}

/** Narrows the list by level, kind of object and rule; the choice stands in the URL. */
export function FilterBar({ diagnostics, filter }: FilterBarProps) {
  const facets = diagnosticFacets(diagnostics);
  return (
    <div role="group" aria-label="Narrow the list" className="flex gap-2 border-b border-line p-2">
      <FilterSelect label="Level" all="All levels" value={filter.level} options={facets.levels} onChange={(level) => changeList({ level })} />
      <FilterSelect label="Kind" all="All kinds" value={filter.kind} options={facets.kinds} onChange={(kind) => changeList({ kind })} />
      <FilterSelect label="Rule" all="All rules" value={filter.rule} options={facets.rules} onChange={(rule) => changeList({ rule })} />
    </div>
  );
}

interface FilterSelectProps {
  readonly label: string;
  readonly all: string;
  readonly value: string;
  readonly options: readonly FilterOption<string>[];
  readonly onChange: (value: string | undefined) => void;
}

function FilterSelect({ label, all, value, options, onChange }: FilterSelectProps) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.value)}
      className="h-7 min-w-0 flex-1 rounded-medium border border-control bg-surface px-1 text-meta text-text"
    >
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label} ({option.count})
        </option>
      ))}
    </select>
  );
}
