import { TriangleAlert } from 'lucide-react';
import { detailLevels, type DetailLevel } from '#contract';
import { ChoiceBar } from '../../components/ui/choice-bar.tsx';
import { openFlowDetail } from '../../lib/flow-history.ts';

interface Level {
  readonly title: string;
  /** What stands in the pack then. */
  readonly says: string;
}

const levels: Record<DetailLevel, Level> = {
  structure: { title: 'Structure', says: 'catalog only: no counts, no sizes, no plan' },
  statistics: { title: 'Statistics', says: 'with counts, sizes and plan; literals masked' },
  literals: { title: 'Literals', says: 'shows the literals you typed' },
};

/** How much the pack shows: one of three levels, each with its meaning; the one that shows literals says so. */
export function DetailSwitch({ detail }: { readonly detail: DetailLevel }) {
  return (
    <ChoiceBar name="detail" legend="Detail" choices={detailLevels.map((value) => ({ value, ...levels[value] }))} chosen={detail} onChoose={openFlowDetail}>
      {detail === 'literals' ? <TriangleAlert aria-hidden size={14} strokeWidth={1.75} className="mr-1 inline align-[-2px] text-warn" /> : null}
      <span className={detail === 'literals' ? 'text-warn' : undefined}>{levels[detail].says}</span>
    </ChoiceBar>
  );
}
