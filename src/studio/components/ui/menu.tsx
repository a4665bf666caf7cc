import type { ComponentProps, ReactNode } from 'react';
import { DropdownMenu as Primitive } from 'radix-ui';
import { classNames } from './class-names.ts';

const itemClasses =
  'flex min-h-7 cursor-pointer items-center gap-2 rounded-small px-2 py-1 outline-none data-[disabled]:cursor-default data-[disabled]:text-faint data-[highlighted]:bg-tint data-[highlighted]:text-text';

/** Not modal: a modal one injects a style element, which the CSP refuses. */
export function Menu(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root modal={false} {...props} />;
}

export const MenuTrigger = Primitive.Trigger;

export function MenuContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Content
        data-slot="menu"
        sideOffset={4}
        align="end"
        collisionPadding={8}
        className={classNames('appear z-40 max-w-80 min-w-44 rounded-medium border border-line-strong bg-surface p-1', className)}
        {...props}
      />
    </Primitive.Portal>
  );
}

export function MenuItem({ className, ...props }: ComponentProps<typeof Primitive.Item>) {
  return (
    <Primitive.Item
      data-slot="menu-item"
      className={classNames(itemClasses, className)}
      {...props}
    />
  );
}

/** One of several: `value` and `onValueChange`. */
export const MenuChoices = Primitive.RadioGroup;

interface MenuChoiceProps extends ComponentProps<typeof Primitive.RadioItem> {
  /** Stands at the end of the chosen one. */
  readonly mark: ReactNode;
}

export function MenuChoice({ className, mark, children, ...props }: MenuChoiceProps) {
  return (
    <Primitive.RadioItem data-slot="menu-choice" className={classNames(itemClasses, className)} {...props}>
      {children}
      <Primitive.ItemIndicator>{mark}</Primitive.ItemIndicator>
    </Primitive.RadioItem>
  );
}

export function MenuSeparator() {
  return <Primitive.Separator className="-mx-1 my-1 border-t border-line" />;
}
