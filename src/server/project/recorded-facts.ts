import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ProjectSources } from './project-sources.ts';

/** What the embedded sample database said when it was built: its rows never change, and opening it takes a second. */
export interface RecordedFacts {
  readonly catalog: Awaited<ReturnType<ProjectSources['readCatalog']>>;
  readonly queries: Awaited<ReturnType<ProjectSources['readQueries']>>;
  readonly migrations: Awaited<ReturnType<ProjectSources['readMigrations']>>;
}

/** The recording beside the built server; null in a source tree, which always asks the database. */
export function readRecordedFacts(): RecordedFacts | null {
  if (import.meta.url.endsWith('.ts')) return null;
  try {
    // Written by the build from these very types.
    return JSON.parse(readFileSync(fileURLToPath(new URL('../sample/facts.json', import.meta.url)), 'utf8')) as RecordedFacts;
  } catch {
    return null; // without a recording the database is asked
  }
}

/** Answers the recording the first time, and reads from then on: a refresh asks the database. */
export function recordedFirst<Facts, Input extends readonly unknown[]>(
  recorded: Facts | undefined, read: (...input: Input) => Promise<Facts>,
): (...input: Input) => Promise<Facts> {
  let waiting = recorded;
  return async (...input) => {
    const facts = waiting;
    waiting = undefined;
    return facts ?? read(...input);
  };
}
