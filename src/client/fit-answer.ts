import { cutToBounds } from '#contract';
import type { Issue, ResponseSchema } from './read-answer.ts';

/** Entries of one list of an answer. */
const MAX_ENTRIES = 10_000;
/** Places that are named one by one. */
const MAX_NAMED = 3;

export interface FittedAnswer<Answer> {
  readonly answer: Answer;
  /** What is not in it, one a sentence without its end. */
  readonly left: readonly string[];
}

/**
 * The answer of a stranger as far as it fits: too long texts and lists are cut, a value of another type counts as not told where it may
 * be left out, and an entry of a list that still does not fit is left out alone. Null when the rest is no answer. Changes `json`.
 */
export function fitAnswer<Answer>(schema: ResponseSchema<Answer>, json: unknown): FittedAnswer<Answer> | null {
  const holder = { answer: json };
  const { cuts, tooDeep } = cutToBounds(holder, MAX_ENTRIES);
  if (tooDeep !== null) return null;
  const wrong: string[] = [];
  const misfit: string[] = [];
  let result = schema.safeParse(holder.answer);
  if (!result.success) {
    for (const { path } of result.error.issues) wrong.push(...forget(holder, path));
    result = schema.safeParse(holder.answer);
  }
  if (!result.success) {
    misfit.push(...leaveOut(holder, result.error.issues));
    result = schema.safeParse(holder.answer);
  }
  if (!result.success) return null;
  const kept = wrong.filter((path) => !misfit.some((entry) => path.startsWith(`${entry}.`)));
  const left = [...cuts.map((cut) => cut.replace(/^answer\.?/, '')), ...misfitsOf(misfit), ...wrongValuesOf(kept)];
  return { answer: result.data, left };
}

interface Holder {
  answer: unknown;
}

/** Takes a value out of its object, so that it counts as not told; null is that anyway, and is not worth a word. */
function forget(holder: Holder, path: readonly PropertyKey[]): readonly string[] {
  const place = valueAt(holder, path.slice(0, -1));
  const key = path.at(-1);
  if (typeof place !== 'object' || place === null || Array.isArray(place) || key === undefined || !Object.hasOwn(place, key)) return [];
  const fields = place as Record<PropertyKey, unknown>; // an object that is no array
  const isNull = fields[key] === null;
  delete fields[key];
  return isNull ? [] : [shown(path)];
}

/** Takes the outermost entry of a list out for each place that does not fit: half an entry would say that the rest is all. */
function leaveOut(holder: Holder, issues: readonly Issue[]): readonly string[] {
  const gone = new Map<string, { readonly list: readonly PropertyKey[]; readonly indexes: Set<number> }>();
  for (const { path } of issues) {
    const at = path.findIndex((part) => typeof part === 'number');
    const index = path[at];
    if (typeof index !== 'number') continue;
    const list = path.slice(0, at);
    const known = gone.get(shown(list));
    if (known) known.indexes.add(index);
    else gone.set(shown(list), { list, indexes: new Set([index]) });
  }
  return [...gone.values()].flatMap(({ list, indexes }) => {
    const entries = valueAt(holder, list);
    if (!Array.isArray(entries)) return [];
    const kept = entries.filter((_, index) => !indexes.has(index));
    entries.length = 0;
    for (const entry of kept) entries.push(entry);
    return [...indexes].toSorted((a, b) => a - b).map((index) => shown([...list, index]));
  });
}

function valueAt({ answer }: Holder, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined), answer);
}

function misfitsOf(paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return [];
  return [`${paths.length === 1 ? '1 entry does' : `${paths.length} entries do`} not fit and ${paths.length === 1 ? 'is' : 'are'} left out: ${firstOf(paths)}`];
}

function wrongValuesOf(paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return [];
  return [`${paths.length === 1 ? '1 value is' : `${paths.length} values are`} of another type and ${paths.length === 1 ? 'counts' : 'count'} as not told: ${firstOf(paths)}`];
}

function firstOf(paths: readonly string[]): string {
  return `${paths.slice(0, MAX_NAMED).join(', ')}${paths.length > MAX_NAMED ? ', …' : ''}`;
}

/** Keys are the stranger's where the contract names none. */
function shown(path: readonly PropertyKey[]): string {
  return path.map((part) => String(part).slice(0, 40)).join('.');
}
