import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

interface CodeBlockProps {
  /** Accessible name. */
  readonly label: string;
  /** Breaks long lines; otherwise they scroll. */
  readonly wrapped?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Preformatted text that the keyboard can reach and scroll. */
export function CodeBlock({ label, wrapped = false, className, children }: CodeBlockProps) {
  return (
    <pre
      role="group"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
      data-focus="inset"
      className={classNames('overflow-auto text-code', wrapped && 'whitespace-pre-wrap', className)}
    >
      {children}
    </pre>
  );
}
