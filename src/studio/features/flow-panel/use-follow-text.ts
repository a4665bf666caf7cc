import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/** Pixels from the end within which somebody still reads the end. */
const nearEnd = 48;

/** Keeps the end of a growing text in view, as long as its reader has not scrolled away from it. `length` null = it does not grow. */
export function useFollowText(place: RefObject<HTMLElement | null>, length: number | null): void {
  const follows = useRef(true);
  useEffect(() => {
    const panel = place.current?.closest<HTMLElement>('[role=tabpanel]');
    if (!panel) return undefined;
    const onScroll = () => {
      follows.current = panel.scrollHeight - panel.scrollTop - panel.clientHeight < nearEnd;
    };
    panel.addEventListener('scroll', onScroll, { passive: true });
    return () => panel.removeEventListener('scroll', onScroll);
  }, [place]);
  useLayoutEffect(() => {
    const panel = place.current?.closest<HTMLElement>('[role=tabpanel]');
    if (panel && length !== null && follows.current) panel.scrollTop = panel.scrollHeight;
  }, [place, length]);
}
