import { useEffect, useEffectEvent } from 'react';
import { useProjectFile } from '../lib/project-file.ts';

/**
 * Takes a snapshot file that is dropped anywhere on the page. Without it the browser would leave the page and show the file. Renders
 * nothing, and does nothing where a server says what the project is.
 */
export function SnapshotDrop() {
  const file = useProjectFile();
  const isActive = file !== null;
  const take = useEffectEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    const dropped = event.type === 'drop' ? event.dataTransfer.files[0] : undefined;
    if (dropped && file?.reading === null) void file.load(dropped);
  });
  useEffect(() => {
    if (!isActive) return;
    const events = ['dragover', 'drop'] as const;
    const listener = (event: DragEvent) => take(event);
    for (const name of events) addEventListener(name, listener);
    return () => {
      for (const name of events) removeEventListener(name, listener);
    };
  }, [isActive]);
  return null;
}
