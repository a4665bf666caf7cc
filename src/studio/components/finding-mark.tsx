import type { FindingLevel } from '#contract';
import { LevelBadge } from './ui/badge.tsx';

/** Worst level of an object's findings in a list row; keeps its width when there is none, so that names stay aligned. */
export function FindingMark({ level }: { readonly level: FindingLevel | null }) {
  return <span className="flex w-3.5 shrink-0">{level === null ? null : <LevelBadge level={level} iconOnly />}</span>;
}
