import { cutToBounds } from '../cut-to-bounds.ts';
import type { Skipped } from '../finding.ts';
import { FlowError } from '../flow-error.ts';
import type { ProjectSnapshot } from './project-snapshot.ts';

/** Entries of one list. */
const MAX_ENTRIES = 250_000;
/** Parts whose cuts are named one by one. */
const MAX_NAMED = 20;

const lists = ['models', 'routes', 'queries', 'migrations', 'diagnostics'] as const;
type ListName = (typeof lists)[number];

/**
 * Brings the JSON of a snapshot from elsewhere within bounds, in place, and says what was cut. Throws FlowError PAYLOAD_TOO_LARGE for a
 * list of the snapshot of too many entries, SOURCE_UNREADABLE for what nests too deeply.
 */
export function boundSnapshotJson(snapshot: object): readonly Skipped[] {
  for (const [name, part] of Object.entries(snapshot)) if (Array.isArray(part) && part.length > MAX_ENTRIES) throw tooMany(name, part.length);
  const { cuts, tooDeep } = cutToBounds(snapshot, MAX_ENTRIES);
  if (tooDeep !== null) throw new FlowError('SOURCE_UNREADABLE', `The snapshot nests too deeply at ${tooDeep}.`, { remedy: 'Write it again with: aksara snapshot --out project.json' });
  const shown = cuts.slice(0, MAX_NAMED).map((cut) => ({ part: 'snapshot', reason: `In the file ${cut}.`, remedy: null }));
  const more = cuts.length - shown.length;
  return more === 0 ? shown : [...shown, { part: 'snapshot', reason: `In the file ${more} more texts and lists are cut.`, remedy: null }];
}

/** A snapshot with the first entry of each id only; `skipped` names how many are left out. */
export function withoutRepeated(snapshot: ProjectSnapshot): ProjectSnapshot {
  const unique = lists.map((name) => firstOfEach(name, snapshot[name]));
  const skipped = unique.flatMap(({ left }) => left);
  if (skipped.length === 0) return snapshot;
  return { ...snapshot, ...Object.fromEntries(unique.map(({ name, entries }) => [name, entries])), skipped: [...snapshot.skipped, ...skipped] };
}

interface Unique {
  readonly name: ListName;
  readonly entries: readonly { readonly id: string }[];
  readonly left: readonly Skipped[];
}

function firstOfEach(name: ListName, all: readonly { readonly id: string }[]): Unique {
  const ids = new Set<string>();
  const entries = all.filter(({ id }) => !ids.has(id) && ids.add(id));
  const repeated = all.length - entries.length;
  return { name, entries, left: repeated === 0 ? [] : [{ part: name, reason: `${repeated} ${name} of the file have the id of another one and are left out.`, remedy: null }] };
}

function tooMany(name: string, count: number): FlowError {
  return new FlowError('PAYLOAD_TOO_LARGE', `The snapshot has ${count} ${name.slice(0, 40)}; at most ${MAX_ENTRIES} are read.`, {
    remedy: 'Make one of fewer schemas, or connect the database instead.',
  });
}
