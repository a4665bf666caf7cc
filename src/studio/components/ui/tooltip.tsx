import type { ReactElement, ReactNode } from 'react';
import { Tooltip as Primitive } from 'radix-ui';

interface TooltipProps {
  /** Null shows none now, but may show one later; undefined never does. */
  readonly content: ReactNode;
  /** One element that takes a ref and the event handlers. */
  readonly children: ReactElement;
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly align?: 'start' | 'center' | 'end';
  /** Called for a press while it is shown, which closes it unless its default is prevented. */
  readonly onPress?: (event: Event) => void;
}

export const TooltipProvider = Primitive.Provider;

/** Opens on hover after a moment and on keyboard focus; Escape closes it. */
export function Tooltip({ content, children, side = 'bottom', align = 'center', onPress }: TooltipProps) {
  if (content === undefined) return children;
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      {content === null ? null : (
        <Primitive.Portal>
          <Primitive.Content
            data-slot="tooltip"
            side={side}
            align={align}
            sideOffset={6}
            collisionPadding={8}
            {...(onPress && { onPointerDownOutside: onPress })}
            className="appear z-50 max-w-80 rounded-medium bg-tip px-2 py-1 text-meta text-on-tip select-none"
          >
            {content}
          </Primitive.Content>
        </Primitive.Portal>
      )}
    </Primitive.Root>
  );
}
