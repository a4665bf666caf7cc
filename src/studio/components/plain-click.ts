import type { MouseEvent } from 'react';

/** A press that stays in the page; with a modifier key the browser opens a tab or a window. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}
