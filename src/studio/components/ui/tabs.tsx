import type { ComponentProps } from 'react';
import { Tabs as Primitive } from 'radix-ui';
import { classNames } from './class-names.ts';

/** Controlled: `value` and `onValueChange`. Arrow keys move between tabs and open them. */
export function Tabs({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root data-slot="tabs" className={classNames('flex min-h-0 flex-col', className)} {...props} />;
}

/** `aria-label` names the set. */
export function TabList({ className, ...props }: ComponentProps<typeof Primitive.List>) {
  return <Primitive.List data-slot="tab-list" className={classNames('flex shrink-0 gap-4 overflow-x-auto border-b border-line px-4', className)} {...props} />;
}

interface TabProps extends ComponentProps<typeof Primitive.Trigger> {
  readonly count?: number;
}

export function Tab({ className, count, children, ...props }: TabProps) {
  return (
    <Primitive.Trigger
      data-slot="tab"
      data-focus="inset"
      className={classNames(
        '-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent font-medium text-soft hover:text-text',
        'data-[state=active]:border-accent-text data-[state=active]:text-text',
        className,
      )}
      {...props}
    >
      {children}
      {count === undefined ? null : <span className="text-meta font-normal text-faint tabular-nums">{count}</span>}
    </Primitive.Trigger>
  );
}

export function TabPanel({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return <Primitive.Content data-slot="tab-panel" data-focus="inset" className={classNames('min-h-0 flex-1', className)} {...props} />;
}
