import type { DetailLevel, PlanEvidence, ProjectSnapshot, SqlParser, WhatIfEvidence } from '#contract';

/** Everything a builder may look at. Facts that need I/O (the plan) come in as data. */
export interface BuildContext {
  readonly snapshot: ProjectSnapshot;
  readonly parser: SqlParser;
  readonly plan: PlanEvidence | null;
  /** Indexes tried without being kept; null = it was not asked for. */
  readonly whatIf: WhatIfEvidence | null;
  readonly detail: DetailLevel;
  /** `YYYY-MM-DD`, to judge when an accepted risk ends; null = not judged. */
  readonly today: string | null;
}

/** Counts, sizes, fractions and plan numbers are shown from detail level `statistics` upwards. */
export function showsStatistics(context: Pick<BuildContext, 'detail'>): boolean {
  return context.detail !== 'structure';
}
