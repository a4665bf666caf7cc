import type { ProjectSnapshot, Skipped } from '#contract';

/** Sources that fill a section; a part of the snapshot's `skipped` begins with one of these words. */
const partsOfSection = {
  models: ['models', 'database', 'catalog'],
  routes: ['routes', 'openapi'],
  queries: ['queries'],
  migrations: ['migrations'],
} as const;
/** Left out by choice: the overview lists it, and no section warns of it. */
const byChoice = ['framework'];
const knownParts: ReadonlySet<string> = new Set([...Object.values(partsOfSection).flat(), ...byChoice]);

const sourceOfSection = { models: 'database', routes: 'openapi', queries: 'database', migrations: 'migrations' } as const;

/**
 * What could not be read of a section; diagnostics gets what belongs to no other section (rules that could not run). A source
 * that was not given is no failure: the empty state says how to give it.
 */
export function skippedParts(snapshot: ProjectSnapshot, section: keyof typeof partsOfSection | 'diagnostics'): readonly Skipped[] {
  if (section !== 'diagnostics' && snapshot.project.sources[sourceOfSection[section]] === null) return [];
  if (section === 'diagnostics') return snapshot.skipped.filter((entry) => !knownParts.has(firstWord(entry.part)));
  const parts: ReadonlySet<string> = new Set(partsOfSection[section]);
  return snapshot.skipped.filter((entry) => parts.has(firstWord(entry.part)));
}

/** `queries: statistics` and `queries.statistics` belong to `queries`. */
function firstWord(part: string): string {
  return part.toLowerCase().split(/[^a-z0-9_]/, 1)[0] ?? '';
}
