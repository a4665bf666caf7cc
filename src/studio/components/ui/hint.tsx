import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

interface HintProps {
  /** What is said besides. */
  readonly content: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A text that says more about itself on hover, on focus and on a press. */
export function Hint({ content, className, children }: HintProps) {
  return (
    <Tooltip content={content} onPress={keepOpen}>
      <button data-slot="hint" type="button" onPointerDown={keepOpen} onClick={keepOpen} className={classNames(hintClasses, className)}>
        {children}
      </button>
    </Tooltip>
  );
}

/** A dotted line under a text that there is more to say about. */
export const hintClasses = 'h-6 shrink-0 rounded-small decoration-dotted underline underline-offset-3 decoration-current/60 hover:text-text';

/** A tooltip closes when its trigger is pressed; here it is what the press is for. */
function keepOpen(event: { preventDefault(): void }): void {
  event.preventDefault();
}
