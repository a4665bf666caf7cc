import { useEffect, useEffectEvent } from 'react';

/**
 * Runs a shortcut from anywhere except while typing; `key` is `KeyboardEvent.key`, such as `A` (with Shift), `/` or `Escape`. A key that something nearer has used already (a menu or tooltip that
 * closes on Escape marks its event as handled) is left alone, and so are the browser's own combinations.
 */
export function useShortcut(key: string, run: (event: KeyboardEvent) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== key || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    run(event);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

const typedInputs = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit], [type=range]), textarea, select, [contenteditable=""], [contenteditable=true]';

/** True when the keys of an event go into a field. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typedInputs) !== null;
}
