import { useEffect, useEffectEvent, useRef } from 'react';

/**
 * Moves the focus into the panel when it opens, and back when it closes: to the button that opened it, or, when that is gone (it
 * was a menu item, or the panel was opened by its URL), to the button of the action or the menu that holds it.
 */
export function usePanelFocus(actionKey: string) {
  const panel = useRef<HTMLDivElement>(null);
  const opener = useRef<Element | null>(null);
  const returnFocus = useEffectEvent(() => {
    const fallbacks = [`[data-flow-action="${CSS.escape(actionKey)}"]`, '[data-flow-more]', '[role=listbox]'];
    const candidates = [opener.current, ...fallbacks.map((selector) => document.querySelector(selector))];
    candidates.filter((element) => element instanceof HTMLElement).find(canTakeFocus)?.focus({ preventScroll: true });
  });
  useEffect(() => {
    opener.current = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    const element = panel.current;
    return () => {
      // Someone who works elsewhere on the page is not pulled away from there.
      const inside = element?.contains(document.activeElement) ?? false;
      if (inside || document.activeElement === document.body || document.activeElement === null) queueMicrotask(returnFocus);
    };
  }, []);
  return panel;
}

function canTakeFocus(element: HTMLElement): boolean {
  return element.isConnected && element !== document.body && element.closest('[role=menu]') === null;
}
