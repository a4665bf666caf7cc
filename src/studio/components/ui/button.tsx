import type { ComponentProps, MouseEvent } from 'react';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

const variants = {
  /** The one main action on the screen. */
  primary: 'border-transparent bg-accent text-on-accent not-aria-disabled:hover:bg-accent-strong',
  default: 'border-line-strong bg-surface text-text not-aria-disabled:hover:bg-sunken',
  quiet: 'border-transparent bg-transparent text-soft not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-text',
} as const;

const sizes = { small: 'h-6 px-2 text-meta', medium: 'h-7 px-2.5 text-body', icon: 'size-7 justify-center', 'icon-small': 'size-6 justify-center' } as const;

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: keyof typeof variants;
  readonly size?: keyof typeof sizes;
  /** Why it cannot be pressed now. It keeps its place and stays reachable by keyboard, so that the reason can be read. */
  readonly disabledReason?: string | null | undefined;
  /** What it does, when the text alone does not say. */
  readonly tooltip?: React.ReactNode;
}

export function Button({ variant = 'default', size = 'medium', disabledReason, tooltip, className, onClick, ...props }: ButtonProps) {
  const disabled = Boolean(disabledReason);
  const onPress = (event: MouseEvent<HTMLButtonElement>) => (disabled ? event.preventDefault() : onClick?.(event));
  return (
    <Tooltip content={disabledReason ?? tooltip ?? disabledReason}>
      <button
        data-slot="button"
        type="button"
        aria-disabled={disabled || undefined}
        onClick={onPress}
        className={classNames(
          'inline-flex shrink-0 items-center gap-1.5 rounded-medium border font-medium whitespace-nowrap aria-disabled:text-faint',
          disabled && variant === 'primary' ? 'border-line bg-sunken' : variants[variant],
          sizes[size],
          className,
        )}
        {...props}
      />
    </Tooltip>
  );
}
