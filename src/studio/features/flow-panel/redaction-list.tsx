import type { Redaction } from '#contract';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { hintClasses } from '../../components/ui/hint.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '../../components/ui/popover.tsx';
import { formatCount, formatPlural } from '../../lib/format.ts';
import { redactionLabel } from './redaction-label.ts';

/** How much was taken out of the pack; a press lists it by kind and says what stands in its place. */
export function RedactionList({ redactions }: { readonly redactions: readonly Redaction[] }) {
  const total = redactions.reduce((sum, { count }) => sum + count, 0);
  const text = formatPlural(total, 'redaction');
  if (total === 0) return <span className="shrink-0">{text}</span>;
  return (
    <Popover>
      <PopoverTrigger className={hintClasses}>{text}</PopoverTrigger>
      <PopoverContent aria-label="Redactions" className="flex flex-col gap-2">
        <h3 className="font-semibold">Taken out of this pack</h3>
        <dl className="grid grid-cols-[1fr_max-content] gap-x-4">
          {redactions.map(({ kind, count }) => (
            <div key={kind} className="contents">
              <dt className="py-0.5"><ForeignText text={redactionLabel(kind)} /></dt>
              <dd className="py-0.5 text-right tabular-nums">{formatCount(count)}</dd>
            </div>
          ))}
        </dl>
        <p className="border-t border-line pt-2 text-meta text-soft">
          A masked literal reads <code>'?'</code> or <code>000</code> in its place, a secret <code>‹secret:kind:1›</code>, with the same number wherever the same value stood.
        </p>
      </PopoverContent>
    </Popover>
  );
}
