import type { Finding } from '#contract';
import { EvidenceList } from '../../components/finding-list.tsx';
import { RemedyView } from '../../components/remedy-view.tsx';
import { LevelBadge } from '../../components/ui/badge.tsx';
import { Disclosure } from '../../components/ui/disclosure.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';

/** What the rules see in one node, each with its evidence and what to do about it. */
export function PlanFindings({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul aria-label="Findings of the node" className="flex flex-col font-sans">
      {findings.map((finding) => (
        <li key={finding.id}>
          <Disclosure title={<FindingTitle finding={finding} />}>
            <div className="flex flex-col gap-2 pl-5">
              <EvidenceList evidence={finding.evidence} />
              {finding.remedy ? <RemedyView remedy={finding.remedy} /> : null}
            </div>
          </Disclosure>
        </li>
      ))}
    </ul>
  );
}

function FindingTitle({ finding }: { readonly finding: Finding }) {
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <LevelBadge level={finding.level} />
      <span>
        <ForeignText prose text={finding.title} /> <span className="text-meta font-normal text-faint">{finding.rule}</span>
      </span>
    </span>
  );
}
