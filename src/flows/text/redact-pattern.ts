import { anyCharacter, parsePattern, type PatternNode } from './pattern-syntax.ts';

/** Characters of a source, and steps an expression may need at one place of a text before it gives up there. */
const LONGEST_SOURCE = 500;
const MOST_STEPS = 10_000;

/** Flags of a project's own redact patterns. */
export const redactPatternFlags = 'gu';

/**
 * Why a redact pattern of a project cannot be used, in words that say what to write instead, or null when it can. Such a pattern must
 * run in linear time on any text and mean the same on every host.
 */
export function redactPatternProblem(pattern: string): string | null {
  if (pattern === '') return 'The pattern is empty.';
  if (pattern.length > LONGEST_SOURCE) return `The pattern has ${pattern.length} characters; at most ${LONGEST_SOURCE} are allowed.`;
  const syntax = syntaxProblem(pattern);
  if (syntax !== null) return syntax;
  const node = parsePattern(pattern, redactPatternFlags);
  if (holds(node, 'reference')) return 'The pattern refers back to a group (\\1, \\k<name>), which needs more than linear time: write the text out.';
  if (holds(node, 'around')) return 'The pattern looks ahead or behind; only plain expressions are allowed: hide a part with a group (?<value>…).';
  if (measure(node).min === 0) return 'The pattern matches an empty text: let it begin with what every such secret holds.';
  return costProblem(pattern, redactPatternFlags);
}

function costProblem(pattern: string, flags: string): string | null {
  const { isBounded: bounded, steps } = patternCost(pattern, flags);
  if (!bounded) return 'The pattern repeats without a limit (*, + or {n,}) before its end: write a limit instead, such as {1,200}.';
  if (steps > MOST_STEPS) return 'The pattern can match the same text in too many ways: lower its limits, or put a fixed character between its repeated parts.';
  return null;
}

/** Whether every repeat before the end of an expression has a limit, and the steps it may take at one place of a text, at most. */
export function patternCost(pattern: string, flags: string): { readonly isBounded: boolean; readonly steps: number } {
  const node = parsePattern(pattern, flags);
  return { isBounded: isBounded(node, true), steps: ways(node, 0n) * measure(node).steps };
}

function syntaxProblem(pattern: string): string | null {
  if (/\\[pP]\{/.test(pattern)) return 'The pattern asks for a Unicode property (\\p{…}), which differs between versions: write a class such as [a-z0-9].';
  if (/\(\?[a-z-]*[a-z-]:/.test(pattern)) return 'The pattern switches flags ((?i:…)), which not every host knows: write both cases, such as [Aa].';
  try {
    void new RegExp(pattern, redactPatternFlags);
    return null;
  } catch (error) {
    return `The pattern is no regular expression (with the flag u): ${error instanceof Error ? error.message : 'it does not compile'}.`;
  }
}

function holds(node: PatternNode, kind: PatternNode['kind']): boolean {
  return node.kind === kind || childrenOf(node).some((child) => holds(child, kind));
}

function childrenOf(node: PatternNode): readonly PatternNode[] {
  if (node.kind === 'sequence') return node.parts;
  if (node.kind === 'choice') return node.branches;
  return node.kind === 'repeat' || node.kind === 'around' ? [node.body] : [];
}

/** Only where nothing after it can fail may a part repeat without a limit: there what it read is always part of a match. */
function isBounded(node: PatternNode, last: boolean): boolean {
  if (node.kind === 'repeat') return node.max === Infinity ? last && isBounded(node.body, false) && ways(node.body, firstOf(node.body)) === 1 : isBounded(node.body, last && node.max === 1);
  if (node.kind === 'sequence') return node.parts.every((part, index) => isBounded(part, last && node.parts.slice(index + 1).every(isOptional)));
  return childrenOf(node).every((child) => isBounded(child, last && node.kind !== 'around'));
}

function isOptional(node: PatternNode): boolean {
  return node.kind === 'repeat' && node.min === 0;
}

interface Measure {
  /** Fewest characters of a match. */
  readonly min: number;
  /** Most characters read before a match is certain. */
  readonly steps: number;
}

function measure(node: PatternNode): Measure {
  switch (node.kind) {
    case 'character':
      return { min: 1, steps: 1 };
    case 'assertion':
    case 'reference':
      return { min: 0, steps: 1 };
    case 'around':
      return { min: 0, steps: measure(node.body).steps };
    case 'sequence':
      return node.parts.map(measure).reduce((sum, part) => ({ min: sum.min + part.min, steps: sum.steps + part.steps }), { min: 0, steps: 0 });
    case 'choice':
      return node.branches.map(measure).reduce((all, branch) => ({ min: Math.min(all.min, branch.min), steps: all.steps + branch.steps }), { min: Infinity, steps: 0 });
    case 'repeat': {
      const body = measure(node.body);
      return { min: body.min * node.min, steps: body.steps * (node.max === Infinity ? node.min + 1 : node.max) };
    }
  }
}

/** In how many ways a node can match from one place, at most, when `follow` are the characters that may come next. */
function ways(node: PatternNode, follow: bigint): number {
  switch (node.kind) {
    case 'sequence':
      return node.parts.reduce((product, part, index) => product * ways(part, followOf(node.parts.slice(index + 1), follow)), 1);
    case 'choice': {
      const each = node.branches.map((branch) => ways(branch, follow));
      return areDisjoint(node.branches.map((branch) => followOf([branch], follow))) ? Math.max(...each) : each.reduce((sum, count) => sum + count, 0);
    }
    case 'repeat': {
      const first = firstOf(node.body);
      const inner = ways(node.body, first | follow);
      const counts = node.max === Infinity || (first & follow) === 0n ? 1 : node.max - node.min + 1;
      return inner === 1 ? counts : counts * inner ** Math.min(node.max, 64);
    }
    case 'around':
      return ways(node.body, 0n);
    default:
      return 1;
  }
}

function areDisjoint(sets: readonly bigint[]): boolean {
  let seen = 0n;
  for (const set of sets) {
    if ((seen & set) !== 0n) return false;
    seen |= set;
  }
  return true;
}

function followOf(rest: readonly PatternNode[], follow: bigint): bigint {
  let sum = 0n;
  for (const part of rest) {
    sum |= firstOf(part);
    if (measure(part).min > 0) return sum;
  }
  return sum | follow;
}

function firstOf(node: PatternNode): bigint {
  if (node.kind === 'character') return node.samples;
  if (node.kind === 'sequence') return followOf(node.parts, 0n);
  if (node.kind === 'choice') return node.branches.reduce((sum, branch) => sum | firstOf(branch), 0n);
  return node.kind === 'repeat' ? firstOf(node.body) : anyCharacter;
}
