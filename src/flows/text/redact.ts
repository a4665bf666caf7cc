import type { Redaction, RedactRule } from '#contract';
import { findKnown, knownSurvives, type KnownSecret } from './known-values.ts';
import { findSecrets, type SecretSpan } from './find-secrets.ts';
import { mapStrings, stringsOf } from './map-strings.ts';
import { redactPatternFlags } from './redact-pattern.ts';
import type { SecretPattern } from './secret-pattern.ts';

/** Replaces secrets by `‹secret:kind:n›`; the same value gets the same number. One instance a pack. */
export interface Redactor {
  redact(text: string): string;
  /** Every string of a plain value; the value itself when it holds no secret. */
  redactAll<Value>(value: Value): Value;
  /** Counts by kind, sorted. */
  report(): readonly Redaction[];
}

export function createRedactor(known: readonly KnownSecret[], rules: readonly RedactRule[] = []): Redactor {
  const numbers = new Map<string, number>();
  const counts = new Map<string, number>();
  const perKind = new Map<string, number>();
  const own = rules.map(toPattern);
  const placeholder = ({ kind, value }: SecretSpan): string => {
    const key = `${kind}\n${value}`;
    const number = numbers.get(key) ?? (perKind.get(kind) ?? 0) + 1;
    if (!numbers.has(key)) perKind.set(kind, number);
    numbers.set(key, number);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return `‹secret:${kind}:${number}›`;
  };
  const clean = new Set<string>();
  const redact = (text: string): string => {
    if (clean.has(text)) return text;
    const found = findKnown(text, known);
    const shaped = findSecrets(text, own);
    if (found.length + shaped.length > 0) return replaceSpans(text, disjoint([...found, ...shaped]), placeholder);
    clean.add(text);
    return text;
  };
  return {
    redact,
    redactAll: (value) => mapStrings(value, redact),
    report: () => [...counts].map(([kind, count]) => ({ kind: `secret:${kind}`, count })).toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
  };
}

/** True when a value still holds something that looks like a secret, or one of the known values, white space apart. */
export function holdsSecret(value: unknown, known: readonly KnownSecret[], rules: readonly RedactRule[] = []): boolean {
  const text = stringsOf(value).join('\n');
  return knownSurvives(text, known) || createRedactor(known, rules).redactAll(value) !== value;
}

function toPattern({ kind, pattern }: RedactRule): SecretPattern {
  return { kind: /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(kind) ? kind : 'custom', pattern: new RegExp(pattern, redactPatternFlags) };
}

/** Overlapping places become one, named by what was found first. */
function disjoint(spans: readonly SecretSpan[]): readonly SecretSpan[] {
  const ordered = spans.map((span, rank) => ({ ...span, rank })).toSorted((a, b) => a.start - b.start || a.rank - b.rank);
  const result: (SecretSpan & { readonly rank: number })[] = [];
  for (const span of ordered) {
    const last = result.at(-1);
    if (last === undefined || span.start >= last.end) result.push(span);
    else result[result.length - 1] = { ...(span.rank < last.rank ? span : last), start: last.start, end: Math.max(last.end, span.end) };
  }
  return result;
}

function replaceSpans(text: string, spans: readonly SecretSpan[], placeholder: (span: SecretSpan) => string): string {
  const parts: string[] = [];
  let cursor = 0;
  for (const span of spans) {
    parts.push(text.slice(cursor, span.start), placeholder(span));
    cursor = span.end;
  }
  return parts.join('') + text.slice(cursor);
}
