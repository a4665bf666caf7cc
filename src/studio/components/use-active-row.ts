import { useMemo, useState } from 'react';
import { indexOfId, type ObjectListItem } from './list-item.ts';

/** Index of the row the keyboard is at: the last one it moved to, until another one is selected elsewhere; else the selected one, else the first. */
export function useActiveRow(items: readonly ObjectListItem[], selectedId: string | null) {
  const [moved, setMoved] = useState({ to: selectedId, from: selectedId });
  const activeId = moved.from === selectedId || moved.to === selectedId ? moved.to : selectedId;
  const index = useMemo(() => {
    const active = indexOfId(items, activeId);
    return active >= 0 ? active : Math.max(0, indexOfId(items, selectedId));
  }, [items, activeId, selectedId]);
  return [index, (to: string | null) => setMoved({ to, from: selectedId })] as const;
}
