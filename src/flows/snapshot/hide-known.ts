import type { ProjectSnapshot } from '#contract';
import { knownSurvives, type KnownSecret } from '../text/known-values.ts';
import { mapStrings } from '../text/map-strings.ts';
import { createRedactor } from '../text/redact.ts';

/**
 * A snapshot without the values this process holds, for a page that builds packs of it and must not know them. They are replaced as in
 * packs; the snapshot itself when it holds none.
 */
export function hideKnown(snapshot: ProjectSnapshot, known: readonly KnownSecret[]): ProjectSnapshot {
  const redactor = createRedactor(known);
  return mapStrings(snapshot, (text) => (knownSurvives(text, known) ? redactor.redact(text) : text));
}
