import type { ProjectSnapshot } from '#contract';
import { skippedParts } from '../../lib/skipped-parts.ts';

export type SourceState = 'read' | 'read in part' | 'not read';

/** How far the source of a section was read. */
export function sourceState(snapshot: ProjectSnapshot, section: 'models' | 'routes' | 'migrations'): SourceState {
  if (skippedParts(snapshot, section).length === 0) return 'read';
  return snapshot[section].length === 0 ? 'not read' : 'read in part';
}
