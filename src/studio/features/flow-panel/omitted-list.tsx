import type { Skipped } from '#contract';
import { ForeignText } from '../../components/ui/foreign-text.tsx';

/** What is not in the pack, why, and what would change that. */
export function OmittedList({ omitted }: { readonly omitted: readonly Skipped[] }) {
  return (
    <section aria-labelledby="omitted-title" className="flex flex-col gap-1">
      <h3 id="omitted-title" className="font-semibold">
        Not included
      </h3>
      <ul className="flex flex-col gap-1 text-soft">
        {omitted.map(({ part, reason, remedy }) => (
          <li key={`${part} ${reason}`}>
            <span className="font-medium text-text"><ForeignText text={part} /></span>: <ForeignText prose text={reason} />
            {remedy === null ? null : <code className="mt-0.5 block text-code whitespace-pre-wrap"><ForeignText prose text={remedy} /></code>}
          </li>
        ))}
      </ul>
    </section>
  );
}
