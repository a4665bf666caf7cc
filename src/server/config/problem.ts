import { toVisibleLine } from '#flows';
import type { z } from 'zod/mini';

/** What is wrong at one place of the configuration; reads as one sentence behind the file's name. */
export interface ConfigProblem {
  readonly path: readonly PropertyKey[];
  /** Follows the place: "must be one of …". */
  readonly text: string;
}

/** A sentence: `actions.audit.kind must be one of ….` */
export function problemText({ path, text }: ConfigProblem): string {
  const sentence = path.length === 0 ? `the file ${text}` : `${placeText(path)} ${text}`;
  return /[.?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Problems of a value that did not fit its schema, in the schema's own order; `fields` are the names an object may have. */
export function toProblems(issues: readonly z.core.$ZodIssue[], at: readonly PropertyKey[], fields: readonly string[]): readonly ConfigProblem[] {
  return issues.flatMap((issue): readonly ConfigProblem[] => {
    const path = [...at, ...issue.path];
    if (issue.code !== 'unrecognized_keys') return [{ path, text: issueText(issue) }];
    return issue.keys.map((key) => ({ path: [...path, key], text: unknownField(issue.path.length === 0 ? fields : ['include', 'exclude']) }));
  });
}

export function unknownField(allowed: readonly string[]): string {
  return `is not a known field; allowed: ${allowed.join(', ')}`;
}

/** A value of the file, short and on one line. */
export function shown(value: unknown): string {
  const text = toVisibleLine(typeof value === 'string' ? JSON.stringify(value) : describeType(value));
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function issueText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? `is missing: it must be ${typeWords(issue.expected)}` : `must be ${typeWords(issue.expected)}, not ${shown(issue.input)}`;
    case 'invalid_value': {
      const allowed = issue.values.map(String).join(', ');
      return issue.input === undefined ? `is missing: it must be one of ${allowed}` : `must be one of ${allowed}, not ${shown(issue.input)}`;
    }
    case 'too_small':
      return issue.origin === 'string' ? 'must not be empty' : `must be at least ${String(issue.minimum)}`;
    case 'too_big':
      return issue.origin === 'string' ? `must have at most ${String(issue.maximum)} characters` : `must be at most ${String(issue.maximum)}`;
    default:
      return issue.message === '' ? 'is not valid' : issue.message;
  }
}

function typeWords(expected: string): string {
  const words: Readonly<Record<string, string>> = { int: 'a whole number', number: 'a number', string: 'a text', array: 'a list', object: 'an object' };
  return words[expected] ?? expected;
}

function describeType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' || typeof value === 'function' ? `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}` : String(value);
}

function placeText(path: readonly PropertyKey[]): string {
  return path.map((part, index) => stepText(part, index === 0)).join('');
}

function stepText(part: PropertyKey, isFirst: boolean): string {
  if (typeof part === 'number') return `[${part}]`;
  const name = String(part);
  if (/^[A-Za-z_$][\w$]{0,99}$/.test(name)) return isFirst ? name : `.${name}`;
  return `[${shown(name)}]`;
}
