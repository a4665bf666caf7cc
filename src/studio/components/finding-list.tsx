import type { Diagnostic } from '#contract';
import { ObjectLink } from './object-link.tsx';
import { RemedyView } from './remedy-view.tsx';
import { LevelBadge } from './ui/badge.tsx';
import { ForeignText } from './ui/foreign-text.tsx';

interface FindingListProps {
  readonly findings: readonly Diagnostic[];
  /** Accessible name, such as `Findings of orders`. */
  readonly label: string;
}

/** What the rules saw on one object: each with its evidence and its remedy to copy. */
export function FindingList({ findings, label }: FindingListProps) {
  return (
    <ul aria-label={label} className="flex flex-col divide-y divide-line">
      {findings.map((finding) => (
        <FindingEntry key={finding.id} finding={finding} />
      ))}
    </ul>
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
