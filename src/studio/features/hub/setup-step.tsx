import type { ReactNode } from 'react';
import { CircleCheck } from 'lucide-react';
import { ErrorState } from '../../components/query-state.tsx';

interface SetupStepProps {
  readonly title: string;
  /** What the step does with what is entered. */
  readonly says: ReactNode;
  /** What it did, told to a screen reader too. */
  readonly done: string | null;
  readonly error: unknown;
  readonly children: ReactNode;
}

/** One step of a set-up: what it does, its field, and what came of it. */
export function SetupStep({ title, says, done, error, children }: SetupStepProps) {
  return (
    <li aria-label={title} className="flex flex-col gap-2">
      <h3 className="font-semibold">{title}</h3>
      <p className="text-soft">{says}</p>
      {children}
      <p role="status" className="flex items-center gap-1.5 text-good empty:hidden">
        {done === null ? null : (
          <>
            <CircleCheck aria-hidden size={14} strokeWidth={1.75} className="shrink-0" />
            {done}
          </>
        )}
      </p>
      {error ? <div className="-mx-4"><ErrorState error={error} /></div> : null}
    </li>
  );
}

/** A text field of a set-up. */
export const fieldClasses = 'h-7 w-full min-w-0 flex-1 rounded-medium border border-control bg-surface px-2 font-mono text-code text-text placeholder:text-faint';
