import type { ComponentProps, MouseEvent } from 'react';
import { goTo } from '../lib/go-to.ts';
import { isPlainClick } from './plain-click.ts';

interface PathLinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  /** A path of `pathOf` or `objectPath`. */
  readonly to: string;
}

/** A real link that stays in the page when it is pressed plainly; new tab and new window work as everywhere. */
export function PathLink({ to, onClick, ...props }: PathLinkProps) {
  const onPress = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || !isPlainClick(event)) return;
    event.preventDefault();
    goTo(to);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/anchor-has-content -- the content comes with the properties
    <a href={to} onClick={onPress} {...props} />
  );
}
