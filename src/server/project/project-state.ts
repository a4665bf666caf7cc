import type { ComposedSnapshot } from './compose-snapshot.ts';
import type { ProjectState } from './project.ts';
import type { ProjectFacts } from './read-facts.ts';

/** Stale: some source failed now that had worked before, and what it gave then is still served. */
export function toProjectState(facts: ProjectFacts, { checksum, checksums }: ComposedSnapshot, previous: ProjectState | null): ProjectState {
  const sections = [facts.catalog, facts.routes, facts.migrations, facts.queries, facts.reported, facts.configuration];
  const reasons = [...new Set(sections.flatMap(({ failure, isGood }) => (failure && isGood ? [failure.message] : [])))];
  const stale = reasons.length > 0;
  const { failure } = facts.catalog;
  return {
    checksum,
    checksums,
    stale,
    staleReason: stale ? reasons.join(' ') : null,
    refreshedAt: stale && previous ? previous.refreshedAt : new Date().toISOString(),
    database: { connected: failure === null, lastError: failure?.message ?? null, latencyMs: previous?.database.latencyMs ?? null },
  };
}

/** The database stopped answering between two refreshes; the snapshot stays. */
export function toDisconnected(state: ProjectState, reason: string): ProjectState {
  return { ...state, stale: true, staleReason: reason, database: { connected: false, lastError: reason, latencyMs: null } };
}
