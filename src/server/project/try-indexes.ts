import { describeQuery, indexCandidates } from '#analysis';
import type { Model, SqlParser, WhatIfEvidence } from '#contract';
import { singleStatement } from '#flows';
import type { ProjectSources } from './project-sources.ts';

export interface TryIndexesOptions {
  readonly sources: Pick<ProjectSources, 'whatIf'>;
  readonly parser: SqlParser;
  readonly models: readonly Model[];
}

/** Plans a statement with each index that its conditions suggest. Throws FlowError as the sources do; the evidence says why none was tried. */
export async function tryIndexes(sql: string, { sources, parser, models }: TryIndexesOptions): Promise<WhatIfEvidence> {
  const statement = singleStatement(sql, { parser });
  if (!statement.ok) throw statement.error;
  if (!sources.whatIf) return { ok: false, reason: 'there is no database that could try them', remedy: 'Start with --database-url.' };
  return sources.whatIf(statement.value, indexCandidates(describeQuery(statement.value, models), models));
}
