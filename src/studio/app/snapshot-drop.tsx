import { useEffect, useEffectEvent } from 'react';
import { FlowError } from '#contract';
import { droppedFile } from '../lib/dropped-file.ts';
import { useProjectFile } from '../lib/project-file.ts';

/**
 * Takes a snapshot file that is dropped anywhere on the page, in place of one that is still being read. Without it the browser would leave the page and show the file. Renders
 * nothing, and does nothing where a server says what the project is.
 */
export function SnapshotDrop() {
  const file = useProjectFile();
  const isActive = file !== null;
  const take = useEffectEvent((event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    if (event.type !== 'drop') return;
    const dropped = droppedFile(event.dataTransfer);
    if (FlowError.isInstance(dropped)) file?.refuse(dropped);
    else void file?.load(dropped);
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
