import { useState, type ReactNode } from 'react';
import { formatCount } from '../lib/format.ts';
import { Button } from './ui/button.tsx';

/** A long list as much as a page can draw at once, and the button that shows the next so many; no button when all is shown. */
export function useShowMore<Item>(items: readonly Item[], step: number): { readonly shown: readonly Item[]; readonly more: ReactNode } {
  const [count, setCount] = useState(step);
  const left = items.length - count;
  if (left <= 0) return { shown: items, more: null };
  return { shown: items.slice(0, count), more: <Button className="self-start" onClick={() => setCount(count + step)}>Show {formatCount(Math.min(step, left))} of {formatCount(left)} more</Button> };
}
