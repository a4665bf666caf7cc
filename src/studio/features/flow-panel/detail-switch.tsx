import { useId } from 'react';
import { TriangleAlert } from 'lucide-react';
import { detailLevels, type DetailLevel } from '#contract';
import { Tooltip } from '../../components/ui/tooltip.tsx';
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
    <fieldset className="mt-1 flex min-h-6 flex-wrap items-center gap-x-2 gap-y-1">
      <legend className="sr-only">Detail</legend>
      <div className="flex overflow-clip rounded-medium border border-line-strong">
        {detailLevels.map((level) => (
          <Choice key={level} level={level} chosen={level === detail} />
        ))}
      </div>
      <p className="text-meta text-soft">
        {detail === 'literals' ? <TriangleAlert aria-hidden size={14} strokeWidth={1.75} className="mr-1 inline align-[-2px] text-warn" /> : null}
        <span className={detail === 'literals' ? 'text-warn' : undefined}>{levels[detail].says}</span>
      </p>
    </fieldset>
  );
}

function Choice({ level, chosen }: { readonly level: DetailLevel; readonly chosen: boolean }) {
  const description = useId();
  const { title, says } = levels[level];
  return (
    <Tooltip content={says}>
      <label className="relative flex h-6 cursor-pointer items-center border-line-strong px-2 text-meta font-medium text-soft not-first:border-l hover:bg-hover has-checked:bg-tint has-checked:text-accent-text has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent-text">
        <input type="radio" name="detail" value={level} checked={chosen} onChange={() => openFlowDetail(level)} aria-describedby={description} className="sr-only" />
        {title}
        <span id={description} hidden>
          {says}
        </span>
      </label>
    </Tooltip>
  );
}
