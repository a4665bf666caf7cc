import { useLayoutEffect, useRef, useState } from 'react';

/** Room for the "More" button and its gap. */
const moreWidth = 84;
const gap = 8;

/**
 * How many of `count` things fit into a line. The container holds an element marked `data-measure` with all of them,
 * invisible, from which their widths are taken.
 */
export function useFitting(count: number) {
  const container = useRef<HTMLDivElement>(null);
  const [fitting, setFitting] = useState(count);
  useLayoutEffect(() => {
    const element = container.current;
    if (!element) return undefined;
    const measure = () => setFitting(countFitting(childWidths(element), element.clientWidth));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [count]);
  return { container, fitting };
}

/** The first n of the widths that fit into the room, leaving place for "More" unless all do. */
export function countFitting(widths: readonly number[], room: number): number {
  const total = widths.reduce((sum, width) => sum + width + gap, -gap);
  if (total <= room) return widths.length;
  let used = moreWidth;
  return widths.findIndex((width) => (used += width + gap) > room);
}

function childWidths(element: HTMLElement): number[] {
  const children = element.querySelector('[data-measure]')?.children ?? [];
  return Array.from(children, (child) => child.getBoundingClientRect().width);
}
