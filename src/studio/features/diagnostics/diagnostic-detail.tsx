import type { Diagnostic } from '#contract';
import { DetailSection } from '../../components/detail-section.tsx';
import { ObjectLink } from '../../components/object-link.tsx';
import { LevelBadge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { FindingFacts } from './finding-facts.tsx';

export function DiagnosticDetail({ diagnostic, related }: { readonly diagnostic: Diagnostic; readonly related: readonly Diagnostic[] }) {
  const also = related.length === 0 ? null : (
    <DetailSection title="Also found on this object" count={related.length}>
      <RelatedList related={related} />
    </DetailSection>
  );
  return <FindingFacts finding={diagnostic} copyName="diagnostic id" copyText={diagnostic.shortId} mark={<code>{diagnostic.shortId}</code>} after={also} />;
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
