import type { AnswerMark } from '#contract';
import { EvidenceList } from '../../components/finding-list.tsx';
import { RemedyView } from '../../components/remedy-view.tsx';
import { LevelBadge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { formatCount } from '../../lib/format.ts';

/** Marks of the checker beside a part of an answer: what does not hold there, why, and what would. Nothing is run or changed. */
export function MarkList({ marks }: { readonly marks: readonly AnswerMark[] }) {
  return (
    <ul aria-label="Marks of the checker" className="flex flex-col gap-2 border-l-2 border-line-strong pl-3">
      {marks.map((mark) => (
        <li key={mark.id} className="flex flex-col gap-1.5">
          <p className="flex items-baseline gap-2">
            <LevelBadge level={mark.level} />
            <span className="min-w-0">
              <span className="font-medium wrap-anywhere"><ForeignText prose text={mark.title} /></span>{' '}
              <span className="text-meta whitespace-nowrap text-faint">
                {mark.rule} · line {formatCount(mark.line)}
              </span>
            </span>
          </p>
          <EvidenceList evidence={mark.evidence} />
          {mark.remedy ? <RemedyView remedy={mark.remedy} /> : null}
        </li>
      ))}
    </ul>
  );
}
