import type { AcceptedRisk } from '#contract';
import { Acceptance } from '../../components/acceptance.tsx';
import { DetailSection } from '../../components/detail-section.tsx';
import { FindingFacts } from './finding-facts.tsx';
import { Badge } from '../../components/ui/badge.tsx';

/** A finding that somebody decided to live with: the decision first, then the finding as it was. */
export function AcceptedDetail({ risk }: { readonly risk: AcceptedRisk }) {
  const { finding } = risk;
  return (
    <FindingFacts finding={finding} copyName="finding id" copyText={finding.id} mark={<Badge>accepted</Badge>}>
      <DetailSection title="Decision">
        <Acceptance risk={risk} />
      </DetailSection>
    </FindingFacts>
  );
}
