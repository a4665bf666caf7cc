import type { Diagnostic } from '#contract';
import { ObjectLink } from './object-link.tsx';
import { RemedyView } from './remedy-view.tsx';
import { useShowMore } from './use-show-more.tsx';
import { LevelBadge } from './ui/badge.tsx';
import { ForeignText } from './ui/foreign-text.tsx';

interface FindingListProps {
  readonly findings: readonly Diagnostic[];
  /** Accessible name, such as `Findings of orders`. */
  readonly label: string;
}

/** Each may hold a box of highlighted code. */
const shownAtOnce = 100;

/** What the rules saw on one object: each with its evidence and its remedy to copy. */
export function FindingList({ findings, label }: FindingListProps) {
  const { shown, more } = useShowMore(findings, shownAtOnce);
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label={label} className="flex flex-col divide-y divide-line">
        {shown.map((finding) => (
          <FindingEntry key={finding.id} finding={finding} />
        ))}
      </ul>
      {more}
    </div>
  );
}

function FindingEntry({ finding }: { readonly finding: Diagnostic }) {
  return (
    <li className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
      <p className="flex items-baseline gap-x-2">
        <LevelBadge level={finding.level} />
        <span className="min-w-0">
          <ObjectLink kind="diagnostic" id={finding.shortId} className="font-medium">
            <ForeignText prose text={finding.title} />
          </ObjectLink>{' '}
          <span className="text-meta whitespace-nowrap text-faint">
            {finding.rule} · {finding.shortId}
          </span>
        </span>
      </p>
      <EvidenceList evidence={finding.evidence} />
      {finding.remedy ? <RemedyView remedy={finding.remedy} /> : null}
    </li>
  );
}

/** One fact a line. */
export function EvidenceList({ evidence }: { readonly evidence: readonly string[] }) {
  if (evidence.length === 0) return null;
  return (
    <ul aria-label="Evidence" className="list-disc pl-5 text-soft marker:text-faint">
      {evidence.map((fact) => (
        <li key={fact}>
          <ForeignText prose text={fact} />
        </li>
      ))}
    </ul>
  );
}
