import type { Skipped } from '#contract';

/** Faults of a document that cost a part of it, gathered while the rest is read. */
export interface Problems {
  /** `what` is the part in the singular, such as `operation`; `reason` says why it was left out; `where` is a JSON pointer or a file. */
  add(what: string, reason: string, where: string): void;
  toSkipped(label: string): Skipped[];
}

const MAX_GROUPS = 20;

export function createProblems(): Problems {
  const groups = new Map<string, Group>();
  return {
    add(what, reason, where) {
      const key = `${what}\n${reason}`;
      const group = groups.get(key) ?? { what, reason, places: new Set() };
      groups.set(key, group);
      group.places.add(where);
    },
    toSkipped(label) {
      const all = [...groups.values()];
      const more = all.length - MAX_GROUPS;
      const shown = all.slice(0, MAX_GROUPS).map((group) => toSkipped(group, label));
      return more > 0 ? [...shown, { part: 'routes', reason: `${more} more kinds of faults in ${label} are not listed.`, remedy: null }] : shown;
    },
  };
}

function toSkipped({ what, reason, places }: Group, label: string): Skipped {
  const [first = ''] = places;
  const count = places.size === 1 ? `1 ${what}` : `${places.size} ${what}s`;
  const where = places.size === 1 ? `at ${first}` : `first at ${first}`;
  return {
    part: 'routes',
    reason: `${count} of ${label} ${places.size === 1 ? 'was' : 'were'} left out: ${reason} (${where}).`,
    remedy: `Correct ${label} there, then refresh.`,
  };
}

interface Group {
  readonly what: string;
  readonly reason: string;
  readonly places: Set<string>;
}
