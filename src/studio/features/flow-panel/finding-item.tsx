import type { Finding } from '#contract';
import { EvidenceList } from '../../components/finding-list.tsx';
import { RemedyView } from '../../components/remedy-view.tsx';
import { LevelBadge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';

/** One finding of a pack: level, what it is, the evidence, and the remedy to copy. */
export function FindingItem({ finding }: { readonly finding: Finding }) {
  return (
    <li className="flex flex-col gap-1.5 py-3">
      <p className="flex items-baseline gap-2">
        <LevelBadge level={finding.level} />
        <span>
          <span className="font-medium">
            <ForeignText prose text={finding.title} />
          </span>{' '}
          <span className="text-meta text-faint">
            {finding.rule} {finding.name}
          </span>
        </span>
      </p>
      <EvidenceList evidence={finding.evidence} />
      {finding.remedy ? <RemedyView remedy={finding.remedy} /> : null}
    </li>
  );
}
