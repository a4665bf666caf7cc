import type { Finding } from '#contract';
import type { PlanRow } from './plan-rows.ts';

/** The path of each row from its depth: `0`, `0.0`, `0.1`, as the ids of plan findings have it. */
export function rowPaths(rows: readonly Pick<PlanRow, 'depth'>[]): string[] {
  const counts: number[] = [];
  return rows.map(({ depth }) => {
    counts.length = Math.min(counts.length, depth + 1);
    counts[depth] = (counts[depth] ?? -1) + 1;
    return Array.from({ length: depth + 1 }, (_, level) => counts[level] ?? 0).join('.');
  });
}

/** Node path → its findings, worst first as they came. The id of a plan finding is `rule:path`, with `#2` for a twin. */
export function findingsByPath(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) {
    const path = /^[^:]*:([\d.]+)/.exec(finding.id)?.[1] ?? '';
    byPath.set(path, [...(byPath.get(path) ?? []), finding]);
  }
  return byPath;
}
