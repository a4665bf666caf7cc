import type { Skipped } from '#contract';
import { CodeLine } from '../../components/query-state.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { isCommand } from '../../lib/is-command.ts';

/** What is not in the pack, why, and what would change that. */
export function OmittedList({ omitted }: { readonly omitted: readonly Skipped[] }) {
  return (
    <section aria-labelledby="omitted-title" className="flex flex-col gap-1">
      <h3 id="omitted-title" className="font-semibold">
        Not included
      </h3>
      <ul className="flex flex-col gap-1.5 text-soft">
        {omitted.map(({ part, reason, remedy }) => (
          <li key={`${part} ${reason}`} className="flex flex-col items-start gap-1">
            <p>
              <span className="font-medium text-text"><ForeignText text={part} /></span>: <ForeignText prose text={reason} />
              {remedy === null || isCommand(remedy) ? null : <span className="block first-letter:uppercase"><ForeignText prose text={remedy} /></span>}
            </p>
            {remedy !== null && isCommand(remedy) ? <CodeLine code={remedy} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
