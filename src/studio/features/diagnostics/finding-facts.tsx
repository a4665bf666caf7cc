import type { ReactNode } from 'react';
import type { Finding } from '#contract';
import { DetailHeader } from '../../components/detail-header.tsx';
import { DetailSection } from '../../components/detail-section.tsx';
import { EvidenceList } from '../../components/finding-list.tsx';
import { ObjectLink } from '../../components/object-link.tsx';
import { RemedyView } from '../../components/remedy-view.tsx';
import { LevelBadge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';

interface FindingFactsProps {
  readonly finding: Finding;
  readonly copyName: string;
  readonly copyText: string;
  /** First of the facts under the title. */
  readonly mark: ReactNode;
  /** Before the evidence. */
  readonly children?: ReactNode;
  /** After the remedy. */
  readonly after?: ReactNode;
}

/** A finding on a page of its own: what and on which object, evidence, remedy. */
export function FindingFacts({ finding, copyName, copyText, mark, children, after }: FindingFactsProps) {
  const { title, level, rule, name, evidence, remedy } = finding;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <DetailHeader name={title} prose copyName={copyName} copyText={copyText} badge={<LevelBadge level={level} />}>
        {mark}
        <span>
          {rule} {name.replaceAll('_', ' ')}
        </span>
        <FindingObject finding={finding} />
      </DetailHeader>
      <div className="flex flex-col gap-6 border-t border-line p-4">
        {children}
        <DetailSection title="Evidence" count={evidence.length} empty="The rule gave no further facts.">
          <EvidenceList evidence={evidence} />
        </DetailSection>
        <DetailSection title="Remedy">{remedy ? <RemedyView remedy={remedy} /> : <p className="text-soft">No statement repairs this by itself.</p>}</DetailSection>
        {after}
      </div>
    </div>
  );
}

function FindingObject({ finding }: { readonly finding: Finding }) {
  const { kind, id, part } = finding.object;
  return (
    <>
      {kind} <ObjectLink kind={kind} id={id} />
      {part === null ? null : <code> <ForeignText text={part} /></code>}
    </>
  );
}
