import type { SecretSpan } from './find-secrets.ts';
import { compactView, joinedView, plainView, type TextView } from './text-view.ts';

/** A value the process itself holds (a DSN password, a provider key), already in every encoding it may appear in. */
export interface KnownSecret {
  readonly kind: string;
  readonly value: string;
}

/** Shorter known values are ordinary words more often than secrets. */
const SHORTEST = 4;
/** From here on a value is also found with white space inside it; shorter ones would be found in prose. */
const SHORTEST_SPREAD = 8;

/** Where known values stand: as they are, split over lines or string parts, or with white space inside. */
export function findKnown(text: string, known: readonly KnownSecret[]): readonly SecretSpan[] {
  const usable = known.filter(({ value }) => value.length >= SHORTEST);
  if (usable.length === 0) return [];
  const joined = joinedView(text, false);
  const compact = compactView(joined ?? plainView(text));
  return usable.flatMap((secret) => [
    ...occurrences(text, secret.value).map((start) => ({ start, end: start + secret.value.length, ...secret })),
    ...(joined === null ? [] : within(joined, secret.value, secret)),
    ...(secret.value.length < SHORTEST_SPREAD ? [] : within(compact, withoutSpace(secret.value), secret)),
  ]);
}

/** Whether a text that was redacted still holds a known value, white space apart. */
export function knownSurvives(text: string, known: readonly KnownSecret[]): boolean {
  const compact = withoutSpace(text);
  return known.some(({ value }) => value.length >= SHORTEST && (text.includes(value) || (value.length >= SHORTEST_SPREAD && compact.includes(withoutSpace(value)))));
}

function within(view: TextView, value: string, secret: KnownSecret): readonly SecretSpan[] {
  return occurrences(view.text, value).map((at) => ({ start: view.startOf(at), end: view.endOf(at + value.length - 1), ...secret }));
}

function occurrences(text: string, value: string): readonly number[] {
  const places: number[] = [];
  if (value === '') return places;
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) places.push(at);
  return places;
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
