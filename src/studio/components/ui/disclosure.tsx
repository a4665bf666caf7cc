import type { ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';
import { Tooltip } from './tooltip.tsx';

interface DisclosureProps {
  readonly title: ReactNode;
  /** Right of the title, such as a source or a count. */
  readonly meta?: ReactNode;
  /** Said on hover and on focus of the head line. */
  readonly tooltip?: ReactNode;
  readonly open?: boolean;
  readonly children: ReactNode;
}

/** A section that opens and closes; the browser's own element, so it is found by the page search while closed. */
export function Disclosure({ title, meta, tooltip, open = false, children }: DisclosureProps) {
  return (
    <details data-slot="disclosure" open={open} className="group">
      <Tooltip content={tooltip}>
        <summary data-focus="inset" className="flex min-h-7 items-center gap-1.5 rounded-small py-1 pr-1 select-none hover:bg-hover">
          <ChevronRight aria-hidden size={14} strokeWidth={1.5} className="shrink-0 text-faint group-open:rotate-90" />
          <span className="min-w-0 flex-1 font-medium">{title}</span>
          {meta === undefined ? null : <span className="min-w-0 shrink-0 text-meta text-faint">{meta}</span>}
        </summary>
      </Tooltip>
      <div className="pb-2">{children}</div>
    </details>
  );
}
