import type { Diagnostic, ProjectSnapshot } from '#contract';
import { PathLink } from '../../components/path-link.tsx';
import { LevelBadge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { countLevels } from '../../lib/count-levels.ts';
import { formatPlural } from '../../lib/format.ts';
import { objectPath, pathOf } from '../../lib/object-path.ts';
import { formatSearch } from '../../lib/url-state.ts';
import { NotCounted } from './not-counted.tsx';

const shown = 8;

/** Findings counted by level, what is not among them, and the worst of them. */
export function FindingsSummary({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  const { diagnostics } = snapshot;
  return (
    <section aria-labelledby="findings-title" className="flex min-w-0 flex-col gap-1">
      <div className="flex flex-wrap items-baseline gap-x-4">
        <h2 id="findings-title" className="text-title font-semibold">
          Findings
        </h2>
        <Levels diagnostics={diagnostics} />
        <NotCounted snapshot={snapshot} />
      </div>
      {diagnostics.length === 0 ? <p className="text-soft">The rules found nothing to report in what was read.</p> : null}
      <ul className="-mx-2 flex flex-col">
        {diagnostics.slice(0, shown).map((diagnostic) => (
          <li key={diagnostic.id}>
            <PathLink to={objectPath('diagnostic', diagnostic.shortId)} className="flex min-h-8 items-baseline gap-2 rounded-medium px-2 py-1.5 hover:bg-hover">
              <span className="self-start pt-0.5">
                <LevelBadge level={diagnostic.level} iconOnly />
              </span>
              <span className="shrink-0 font-mono text-code text-soft">{diagnostic.shortId}</span>
              <span className="min-w-0 flex-1 wrap-anywhere"><ForeignText prose text={diagnostic.title} /></span>
            </PathLink>
          </li>
        ))}
      </ul>
      {diagnostics.length > shown ? (
        <PathLink to={pathOf('diagnostics')} className="text-accent-text hover:underline">
          {formatPlural(diagnostics.length - shown, 'more finding')}
        </PathLink>
      ) : null}
    </section>
  );
}

function Levels({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  return (
    <ul aria-label="Findings by level" className="flex gap-3">
      {countLevels(diagnostics).map(({ level, text }) => (
        <li key={level}>
          <PathLink to={`${pathOf('diagnostics')}${formatSearch({ level })}`} className="flex items-center gap-1 tabular-nums hover:underline">
            <span aria-hidden className="flex">
              <LevelBadge level={level} iconOnly />
            </span>
            {text}
          </PathLink>
        </li>
      ))}
    </ul>
  );
}
