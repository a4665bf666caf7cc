import type { AcceptedRisk } from '#contract';
import { Acceptance } from '../../components/acceptance.tsx';
import { LevelBadge } from '../../components/ui/badge.tsx';
import { Disclosure } from '../../components/ui/disclosure.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { formatCount } from '../../lib/format.ts';

/** Findings about the object that somebody decided to live with; closed at first. */
export function AcceptedRisks({ accepted }: { readonly accepted: readonly AcceptedRisk[] }) {
  return (
    <Disclosure title="Accepted risks" meta={formatCount(accepted.length)}>
      <ul aria-label="Accepted risks" className="flex flex-col gap-3 pt-1 pl-5">
        {accepted.map((risk) => (
          <li key={risk.finding.id} className="flex flex-col gap-1">
            <p className="flex items-baseline gap-2">
              <LevelBadge level={risk.finding.level} />
              <span>
                <ForeignText prose text={risk.finding.title} /> <span className="text-meta text-faint">{risk.finding.rule} {risk.finding.name}</span>
              </span>
            </p>
            <Acceptance risk={risk} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
