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

interface DetailSwitchProps {
  readonly detail: DetailLevel;
  /** The pack that is shown is not ours, and knows no levels. */
  readonly fixed: boolean;
}

/** How much the pack shows: one of three levels, each with its meaning; the one that shows literals says so. */
export function DetailSwitch({ detail, fixed }: DetailSwitchProps) {
  return (
    <ChoiceBar name="detail" legend="Detail" choices={detailLevels.map((value) => ({ value, ...levels[value] }))} chosen={detail} onChoose={openFlowDetail} disabled={fixed}>
      {fixed && detail !== 'literals' ? 'of our pack; a backend knows no levels' : <Meaning detail={detail} />}
    </ChoiceBar>
  );
}

function Meaning({ detail }: { readonly detail: DetailLevel }) {
  if (detail !== 'literals') return levels[detail].says;
  return (
    <>
      <TriangleAlert aria-hidden size={14} strokeWidth={1.75} className="mr-1 inline align-[-2px] text-warn" />
      <span className="text-warn">{levels[detail].says}</span>
    </>
  );
}
