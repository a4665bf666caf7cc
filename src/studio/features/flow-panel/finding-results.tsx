import { useState } from 'react';
import { findingLevels, type Finding } from '#contract';
import { LevelBadge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { countLevels } from '../../lib/count-levels.ts';
import { formatPlural } from '../../lib/format.ts';
import { FindingItem } from './finding-item.tsx';

/** Each remedy is a box of highlighted code: more of them at once are slow to draw, and nobody reads them. */
const shownAtFirst = 20;

/** What the rules saw on the object: how much of each level, then each with evidence and remedy, worst first. */
export function FindingResults({ findings }: { readonly findings: readonly Finding[] }) {
  const [all, setAll] = useState(false);
  const sorted = findingLevels.flatMap((level) => findings.filter((finding) => finding.level === level));
  const shown = all ? sorted : sorted.slice(0, shownAtFirst);
  return (
    <section aria-label={formatPlural(findings.length, 'finding')} className="flex flex-col items-start gap-2">
      <ul aria-label="Findings by level" className="flex flex-wrap gap-x-3 text-soft tabular-nums">
        {countLevels(findings).map(({ level, text }) => (
          <li key={level} className="flex items-center gap-1">
            <span aria-hidden className="flex">
              <LevelBadge level={level} iconOnly />
            </span>
            {text}
          </li>
        ))}
      </ul>
      <ul aria-label="Findings" className="flex w-full flex-col divide-y divide-line border-y border-line">
        {shown.map((finding) => (
          <FindingItem key={finding.id} finding={finding} />
        ))}
      </ul>
      {shown.length < sorted.length ? <Button onClick={() => setAll(true)}>Show {formatPlural(sorted.length - shown.length, 'more finding')}</Button> : null}
    </section>
  );
}
