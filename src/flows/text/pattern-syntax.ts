/** A regular expression as far as its cost depends on it. Characters are held as samples: ASCII, and a few that stand for the rest. */
export type PatternNode =
  | { readonly kind: 'character'; readonly samples: bigint }
  | { readonly kind: 'assertion' }
  | { readonly kind: 'around'; readonly body: PatternNode }
  | { readonly kind: 'reference' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly body: PatternNode; readonly min: number; readonly max: number };

const SAMPLES: readonly string[] = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), 'é', 'ſ', '‹', '中', '\u2028', '😀'];

/** Every sample: what an assertion may stand before. */
export const anyCharacter = (1n << BigInt(SAMPLES.length)) - 1n;

/** One character, an escape, a class, or the start of a group; the source is known to be a valid expression with the `u` flag. */
const ATOM = /\\(?:[bBkdDwWsS]|c[A-Za-z]|x[0-9a-fA-F]{2}|u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|[1-9][0-9]*|[pP]\{[^}]*\}|[^])|\[(?:\\[^]|[^\]\\])*\]|\((?:\?(?:<?[=!]|<[^>]*>|[a-z-]*:))?|[^]/uy;
const QUANTIFIER = /(?:\*|\+|\?|\{(\d+)(,(\d*))?\})\??/uy;

/** Parses a source that `new RegExp(source, 'u')` accepts. `flags` matter to what a character or class matches (`i`, `s`). */
export function parsePattern(source: string, flags: string): PatternNode {
  const input: Input = { source, at: 0, flags };
  return parseChoice(input);
}

interface Input {
  readonly source: string;
  readonly flags: string;
  at: number;
}

function parseChoice(input: Input): PatternNode {
  const branches = [parseSequence(input)];
  while (input.source[input.at] === '|') {
    input.at += 1;
    branches.push(parseSequence(input));
  }
  return branches.length === 1 && branches[0] !== undefined ? branches[0] : { kind: 'choice', branches };
}

function parseSequence(input: Input): PatternNode {
  const parts: PatternNode[] = [];
  while (input.at < input.source.length && input.source[input.at] !== '|' && input.source[input.at] !== ')') {
    parts.push(quantified(parseAtom(input), input));
  }
  return { kind: 'sequence', parts };
}

function parseAtom(input: Input): PatternNode {
  const atom = take(ATOM, input)?.[0] ?? '';
  if (atom.startsWith('(')) return parseGroup(atom, input);
  if (atom === '^' || atom === '$' || atom === '\\b' || atom === '\\B') return { kind: 'assertion' };
  if (/^\\[1-9k]/.test(atom)) {
    if (atom === '\\k') input.at = input.source.indexOf('>', input.at) + 1;
    return { kind: 'reference' };
  }
  return { kind: 'character', samples: samplesOf(atom, input.flags) };
}

function parseGroup(opening: string, input: Input): PatternNode {
  const body = parseChoice(input);
  input.at += 1;
  return /[=!]$/.test(opening) ? { kind: 'around', body } : body;
}

function quantified(body: PatternNode, input: Input): PatternNode {
  const found = take(QUANTIFIER, input);
  if (found === null) return body;
  const [mark = '', min, range, max] = found;
  if (min !== undefined) return { kind: 'repeat', body, min: Number(min), max: range === undefined ? Number(min) : boundOf(max) };
  return { kind: 'repeat', body, min: mark.startsWith('+') ? 1 : 0, max: mark.startsWith('?') ? 1 : Infinity };
}

function boundOf(max: string | undefined): number {
  return max === undefined || max === '' ? Infinity : Number(max);
}

function take(pattern: RegExp, input: Input): RegExpExecArray | null {
  pattern.lastIndex = input.at;
  const found = pattern.exec(input.source);
  if (found !== null) input.at += found[0].length;
  return found;
}

function samplesOf(atom: string, flags: string): bigint {
  const whole = new RegExp(`^${atom}$`, flags.replaceAll(/[gy]/g, ''));
  return SAMPLES.reduce((sum, sample, index) => (whole.test(sample) ? sum | (1n << BigInt(index)) : sum), 0n);
}
