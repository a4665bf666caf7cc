import { decodeBase64 } from './base64.ts';
import { assignmentFamily } from './secret-assignments.ts';
import { blockFamily, urlFamily } from './secret-blocks.ts';
import type { PatternFamily, SecretPattern } from './secret-pattern.ts';
import { tokenFamily } from './secret-tokens.ts';
import { joinedView, percentView, plainView, type TextView } from './text-view.ts';

/** A secret in a text: where it stands, what it is, and how it reads when it is not split or encoded. */
export interface SecretSpan {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly value: string;
}

/** The most telling first: where two find the same place, the first names it. */
export const secretFamilies: readonly PatternFamily[] = [blockFamily, tokenFamily, urlFamily, assignmentFamily];
/** Families whose secrets are told without the line they stand on. */
const SELF_TELLING: readonly PatternFamily[] = [blockFamily, tokenFamily, urlFamily];
/** A short word without a mark holds none. */
const WORTH_A_LOOK = /[\s=:@'"%$\\]|[A-Za-z0-9+/_.~-]{12}/;
/** No secret is shorter, and the bytes of a name or a hash do not read so. */
const READABLE = /[\x20-\x7e\n]{14}/;
const BASE64_RUN = /[A-Za-z0-9+/_-]{20,16384}/g;

/**
 * Every secret of a known shape, in order of families: as it is written, split by line ends or concatenation, percent-encoded, or inside
 * base64. `rules` are the project's own shapes, looked for first.
 */
export function findSecrets(text: string, rules: readonly SecretPattern[]): readonly SecretSpan[] {
  if (rules.length === 0 && !WORTH_A_LOOK.test(text)) return [];
  const plain = plainView(text);
  const soft = joinedView(text, true);
  const hard = joinedView(text, false);
  const decoded = percentView(soft ?? plain);
  const all = familiesWith(rules);
  return [
    ...(soft === null ? [] : search(soft, text, all)),
    ...search(plain, text, all),
    ...(decoded === null ? [] : search(decoded, text, all)),
    ...(hard === null ? [] : search(hard, text, SELF_TELLING)),
    ...searchBase64(hard ?? plain, rules),
    ...(hard === null ? [] : searchBase64(plain, rules)),
  ];
}

function search(view: TextView, original: string, families: readonly PatternFamily[]): readonly SecretSpan[] {
  return families.flatMap((family) =>
    regionsOf(family, view.text).flatMap((region) => family.patterns.flatMap((pattern) => matches(pattern, { view, original, ...region }))),
  );
}

interface Region {
  readonly from: number;
  readonly to: number;
}

/** Where a family needs a closer look: around its hints, overlapping places as one. */
function regionsOf({ hint, before, after, gate }: PatternFamily, text: string): readonly Region[] {
  const regions: { from: number; to: number }[] = [];
  for (const { 0: found, index } of text.matchAll(hint)) {
    if (gate?.(found) === false) continue;
    const from = Math.max(0, index - before);
    const last = regions.at(-1);
    const end = index + found.length + after;
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, lineEnd(text, end));
    else regions.push({ from, to: lineEnd(text, end) });
  }
  return regions;
}

function lineEnd(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const end = text.indexOf('\n', at);
  return end < 0 ? Math.min(text.length, at + 1024) : Math.min(end, at + 1024);
}

interface Place extends Region {
  readonly view: TextView;
  readonly original: string;
}

function matches(secret: SecretPattern, { view, original, from, to }: Place): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  const { pattern } = secret;
  const text = from === 0 && to === view.text.length ? view.text : view.text.slice(from, to);
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const span = spanOf(match, secret, view, from);
    if (span !== null && (secret.isWord !== true || standsAlone(span, original, text[match.index - 1]))) spans.push(span);
    else pattern.lastIndex = match.index + 1;
  }
  return spans;
}

function spanOf(match: RegExpExecArray, secret: SecretPattern, view: TextView, from: number): SecretSpan | null {
  const value = match.groups?.value ?? match[0];
  if (value === '' || secret.accepts?.(value) === false) return null;
  const at = from + match.index + match[0].lastIndexOf(value);
  const kind = secret.kindOf?.(match.groups?.name ?? '') ?? secret.kind;
  return { start: view.startOf(at), end: view.endOf(at + value.length - 1), kind, value };
}

/** By what stands beside it in the original; before it a line end or an encoded character may have been taken out. */
function standsAlone({ start, end }: SecretSpan, original: string, before = ''): boolean {
  return (!/[A-Za-z]/.test(original[start - 1] ?? '') || !/[A-Za-z]/.test(before)) && !/[A-Za-z0-9]/.test(original[end] ?? '');
}

/** Runs of base64 whose content holds a secret; where the encoding begins inside a run is not known, so each of four places is tried. */
function searchBase64(view: TextView, rules: readonly SecretPattern[]): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const { 0: run, index } of view.text.matchAll(BASE64_RUN)) {
    if (!/[A-Z]/.test(run) || !/[a-z]/.test(run)) continue;
    const kind = encodedKind(run, rules);
    if (kind !== null) spans.push({ start: view.startOf(index), end: view.endOf(index + run.length - 1), kind, value: run });
  }
  return spans;
}

function encodedKind(run: string, rules: readonly SecretPattern[]): string | null {
  const all = familiesWith(rules);
  for (let offset = 0; offset < 4; offset += 1) {
    const decoded = decodeBase64(run.slice(offset));
    if (!READABLE.test(decoded)) continue;
    const found = search(plainView(decoded), decoded, all)[0];
    if (found !== undefined) return found.kind;
  }
  return null;
}

/** A project's own shapes are looked for in the whole text. */
function familiesWith(rules: readonly SecretPattern[]): readonly PatternFamily[] {
  return rules.length === 0 ? secretFamilies : [{ hint: /^/g, before: 0, after: Number.MAX_SAFE_INTEGER, patterns: rules }, ...secretFamilies];
}
