import type { ProjectSnapshot } from '#contract';
import { PathLink } from '../../components/path-link.tsx';
import { formatCount, formatPlural } from '../../lib/format.ts';
import { pathOf } from '../../lib/object-path.ts';
import { countOutcome } from '../../lib/rule-coverage.ts';
import { formatSearch } from '../../lib/url-state.ts';

/** What the counts of findings leave out: accepted risks, and rules that could not look or broke. Nothing when there is none. */
export function NotCounted({ snapshot: { accepted = [], checks = [] } }: { readonly snapshot: ProjectSnapshot }) {
  const skipped = countOutcome(checks, 'skipped');
  const failed = countOutcome(checks, 'failed');
  const entries = [
    { count: accepted.length, text: `${formatCount(accepted.length)} accepted`, view: 'accepted' },
    { count: skipped, text: `${formatPlural(skipped, 'rule')} skipped`, view: 'rules' },
    { count: failed, text: `${formatPlural(failed, 'rule')} failed`, view: 'rules' },
  ].filter(({ count }) => count > 0);
  if (entries.length === 0) return null;
  return (
    <ul aria-label="Not counted" className="flex flex-wrap gap-x-3 text-soft tabular-nums">
      {entries.map(({ text, view }) => (
        <li key={text}>
          <PathLink to={pathOf('diagnostics') + formatSearch({ view })} className="flex min-h-6 items-center hover:underline">
            {text}
          </PathLink>
        </li>
      ))}
    </ul>
  );
}
