import type { ReactNode } from 'react';
import { visibleText } from '../lib/visible-text.ts';

interface DetailSectionProps {
  readonly title: string;
  readonly count?: number;
  /** Right of the title, such as a button. */
  readonly action?: ReactNode;
  /** One sentence in the place of the content when the count is 0. */
  readonly empty?: string;
  readonly children?: ReactNode;
}

/** A titled part of a detail view with its count, or the sentence that says why it holds nothing. */
export function DetailSection({ title, count, action, empty, children }: DetailSectionProps) {
  return (
    <section aria-label={title} className="flex min-w-0 flex-col gap-1.5">
      <div className="flex min-h-6 items-center gap-2">
        <h3 className="font-medium">
          {title}
          {count === undefined ? null : <span className="ml-1.5 text-meta font-normal text-faint tabular-nums">{count}</span>}
        </h3>
        {action === undefined ? null : <span className="ml-auto">{action}</span>}
      </div>
      {count === 0 ? <p className="text-soft">{visibleText(empty ?? '')}</p> : children}
    </section>
  );
}
