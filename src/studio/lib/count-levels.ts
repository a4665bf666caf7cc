import { findingLevels, type Finding, type FindingLevel } from '#contract';
import { formatPlural } from './format.ts';

export interface LevelCount {
  readonly level: FindingLevel;
  /** Such as `2 warnings`. */
  readonly text: string;
}

/** How many findings there are of each level that occurs, worst first. */
export function countLevels(findings: readonly Pick<Finding, 'level'>[]): readonly LevelCount[] {
  const counts = findingLevels.map((level) => ({ level, count: findings.filter((finding) => finding.level === level).length }));
  return counts.filter(({ count }) => count > 0).map(({ level, count }) => ({ level, text: formatPlural(count, level, level === 'info' ? 'infos' : undefined) }));
}
