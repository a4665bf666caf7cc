import type { ComponentProps } from 'react';
import { Popover as Primitive } from 'radix-ui';
import { classNames } from './class-names.ts';

/** Opens on a press beside its trigger; Escape and a press elsewhere close it, and the focus returns. Not modal: the page stays usable. */
export const Popover = Primitive.Root;
export const PopoverTrigger = Primitive.Trigger;

/** `aria-label` names it. */
export function PopoverContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        data-slot="popover"
        sideOffset={4}
        align="start"
        collisionPadding={8}
        className={classNames('appear z-40 w-80 max-w-[calc(100vw-16px)] rounded-medium border border-line-strong bg-surface p-3 outline-none', className)}
        {...props}
      />
    </Primitive.Portal>
  );
}
