import type { Redaction } from '#contract';
import { secretPatterns } from './secret-patterns.ts';

/** A value the process itself holds (a DSN password, a provider key), already in every encoding it may appear in. */
export interface KnownSecret {
  readonly kind: string;
  readonly value: string;
}

/** Replaces secrets by `‹secret:kind:n›`; the same value gets the same number. One instance a pack. */
export interface Redactor {
  redact(text: string): string;
  /** Counts by kind, sorted. */
  report(): readonly Redaction[];
}

/** Shorter known values are ordinary words more often than secrets. */
const SHORTEST_KNOWN_SECRET = 4;

export function createRedactor(known: readonly KnownSecret[]): Redactor {
  const numbers = new Map<string, number>();
  const counts = new Map<string, number>();
  const placeholder = (kind: string, value: string): string => {
    const key = `${kind}\n${value}`;
    const number = numbers.get(key) ?? [...numbers.keys()].filter((other) => other.startsWith(`${kind}\n`)).length + 1;
    numbers.set(key, number);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return `‹secret:${kind}:${number}›`;
  };
  return {
    redact: (text) => redactPatterns(redactKnown(text, known, placeholder), placeholder),
    report: () => [...counts].map(([kind, count]) => ({ kind: `secret:${kind}`, count })).toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
  };
}

/** True when a text still holds something that looks like a secret or is one of the known values. */
export function holdsSecret(text: string, known: readonly KnownSecret[]): boolean {
  const redactor = createRedactor(known);
  redactor.redact(text);
  return redactor.report().length > 0;
}

function redactKnown(text: string, known: readonly KnownSecret[], placeholder: (kind: string, value: string) => string): string {
  let result = text;
  for (const { kind, value } of known) {
    if (value.length < SHORTEST_KNOWN_SECRET || !result.includes(value)) continue;
    result = result.split(value).reduce((sum, part) => sum + placeholder(kind, value) + part);
  }
  return result;
}

function redactPatterns(text: string, placeholder: (kind: string, value: string) => string): string {
  let result = text;
  for (const { kind, pattern } of secretPatterns) {
    result = result.replace(pattern, (match: string, ...rest: unknown[]) => {
      const groups = rest.at(-1);
      const value = isGroups(groups) ? groups.value : undefined;
      if (value === undefined) return placeholder(kind, match);
      const at = match.lastIndexOf(value);
      return match.slice(0, at) + placeholder(kind, value) + match.slice(at + value.length);
    });
  }
  return result;
}

function isGroups(value: unknown): value is { readonly value?: string } {
  return typeof value === 'object' && value !== null;
}
