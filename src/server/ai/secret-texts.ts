import { toKnownSecrets } from '../project/known-secrets.ts';

/** Shorter values are words that stand in any text; they protect nothing. */
const shortest = 8;

/** The forms in which keys could stand in a provider's text, longest first. */
export function secretTexts(keys: readonly string[]): readonly string[] {
  return toKnownSecrets([], keys).map(({ value }) => value).filter(({ length }) => length >= shortest);
}
