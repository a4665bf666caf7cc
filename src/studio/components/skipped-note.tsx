import { ChevronRight, TriangleAlert } from 'lucide-react';
import type { Skipped } from '#contract';
import { isCommand } from '../lib/is-command.ts';
import { CodeLine } from './query-state.tsx';
import { ForeignText } from './ui/foreign-text.tsx';

interface SkippedNoteProps {
  readonly skipped: readonly Skipped[];
  /** One line that names the parts and opens; for what is worth a look, but not before everything else. */
  readonly folded?: boolean;
}

/** Above a section: what could not be read. Nothing when nothing was skipped. */
export function SkippedNote({ skipped, folded = false }: SkippedNoteProps) {
  if (skipped.length === 0) return null;
  const list = <SkippedList skipped={skipped} />;
  if (!folded) return <div className="shrink-0 border-b border-line bg-sunken px-4 py-1.5">{list}</div>;
  return (
    <details data-slot="skipped" className="group max-h-1/2 shrink-0 overflow-y-auto border-b border-line bg-sunken px-4">
      <summary data-focus="inset" className="flex min-h-8 items-center gap-2 py-1">
        <ChevronRight aria-hidden size={14} strokeWidth={1.5} className="shrink-0 text-faint group-open:rotate-90" />
        <span className="min-w-0 truncate">
          <span className="font-medium text-warn">Not read in full:</span> <ForeignText text={skipped.map((entry) => entry.part).join(', ')} />
        </span>
      </summary>
      <div className="pb-2 pl-5.5">{list}</div>
    </details>
  );
}

/** Each part with the reason and what would change it. */
export function SkippedList({ skipped }: { readonly skipped: readonly Skipped[] }) {
  return (
    <ul aria-label="Not read" className="flex flex-col gap-1">
      {skipped.map((entry) => (
        <li key={`${entry.part} ${entry.reason}`} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-0.5">
          <p className="flex min-h-7 items-baseline gap-2 py-1">
            <TriangleAlert aria-hidden size={14} strokeWidth={1.75} className="shrink-0 mt-0.75 self-start text-warn" />
            <span className="min-w-0">
              <span className="font-medium text-warn">
                <ForeignText text={entry.part} /> skipped:
              </span>{' '}
              <ForeignText prose text={entry.reason} />
              {entry.remedy === null || isCommand(entry.remedy) ? null : (
                <span className="block text-soft">
                  <ForeignText prose text={entry.remedy} />
                </span>
              )}
            </span>
          </p>
          {entry.remedy !== null && isCommand(entry.remedy) ? <CodeLine code={entry.remedy} /> : null}
        </li>
      ))}
    </ul>
  );
}
