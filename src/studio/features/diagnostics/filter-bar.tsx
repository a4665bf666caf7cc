import type { Diagnostic } from '#contract';
import { changeList } from '../../lib/url-state.ts';
import { visibleLine } from '../../lib/visible-text.ts';
import { diagnosticFacets, type DiagnosticFilter, type FilterOption } from './filter-diagnostics.ts';

interface FilterBarProps {
  readonly diagnostics: readonly Diagnostic[];
  readonly filter: DiagnosticFilter;
}

/** Narrows the list by level, kind of object, rule and object; the choice stands in the URL. */
export function FilterBar({ diagnostics, filter }: FilterBarProps) {
  const { levels, kinds, rules, objects } = diagnosticFacets(diagnostics, filter.kind);
  return (
    <div role="group" aria-label="Narrow the list" className="grid grid-cols-2 gap-2 border-b border-line p-2">
      <FilterSelect label="Level" all="All levels" value={filter.level} options={levels} onChange={(level) => changeList({ level })} />
      <FilterSelect label="Kind" all="All kinds" value={filter.kind} options={kinds} onChange={(kind) => changeList({ kind, object: undefined })} />
      <FilterSelect label="Rule" all="All rules" value={filter.rule} options={rules} onChange={(rule) => changeList({ rule })} />
      <FilterSelect label="Object" all="All objects" value={filter.object} options={objects} onChange={(object) => changeList({ object })} />
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
      className="h-7 min-w-0 rounded-medium border border-control bg-surface px-1 text-meta text-text"
    >
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {visibleLine(option.label)} ({option.count})
        </option>
      ))}
    </select>
  );
}
