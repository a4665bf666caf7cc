import type { Diagnostic } from '#contract';
import { DetailHeader } from '../../components/detail-header.tsx';
import { DetailSection } from '../../components/detail-section.tsx';
import { EvidenceList } from '../../components/finding-list.tsx';
import { ObjectLink } from '../../components/object-link.tsx';
import { RemedyView } from '../../components/remedy-view.tsx';
import { LevelBadge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';

export function DiagnosticDetail({ diagnostic, related }: { readonly diagnostic: Diagnostic; readonly related: readonly Diagnostic[] }) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <DetailHeader name={diagnostic.title} prose copyName="diagnostic id" copyText={diagnostic.shortId} badge={<LevelBadge level={diagnostic.level} />}>
        <code>{diagnostic.shortId}</code>
        <span>
          {diagnostic.rule} {diagnostic.name.replaceAll('_', ' ')}
        </span>
        <DiagnosticObject diagnostic={diagnostic} />
      </DetailHeader>
      <div className="flex flex-col gap-6 border-t border-line p-4">
        <DetailSection title="Evidence" count={diagnostic.evidence.length} empty="The rule gave no further facts.">
          <EvidenceList evidence={diagnostic.evidence} />
        </DetailSection>
        <DetailSection title="Remedy">
          {diagnostic.remedy ? <RemedyView remedy={diagnostic.remedy} /> : <p className="text-soft">No statement repairs this by itself.</p>}
        </DetailSection>
        {related.length === 0 ? null : (
          <DetailSection title="Also found on this object" count={related.length}>
            <RelatedList related={related} />
          </DetailSection>
        )}
      </div>
    </div>
  );
}

function DiagnosticObject({ diagnostic }: { readonly diagnostic: Diagnostic }) {
  const { kind, id, part } = diagnostic.object;
  return (
    <>
      {kind} <ObjectLink kind={kind} id={id} />
      {part === null ? null : <code> <ForeignText text={part} /></code>}
    </>
  );
}

function RelatedList({ related }: { readonly related: readonly Diagnostic[] }) {
  return (
    <ul aria-label="Also found on this object" className="flex flex-col gap-1">
      {related.map((diagnostic) => (
        <li key={diagnostic.id} className="flex items-center gap-2">
          <LevelBadge level={diagnostic.level} iconOnly />
          <ObjectLink kind="diagnostic" id={diagnostic.shortId}>
            <ForeignText prose text={diagnostic.title} />
          </ObjectLink>
          <span className="shrink-0 text-meta text-faint">{diagnostic.shortId}</span>
        </li>
      ))}
    </ul>
  );
}
