/** One shape of secret. Linear in time on any text: every repeat has a limit. */
export interface SecretPattern {
  /** Lower-case words and dashes, shown in the placeholder. */
  readonly kind: string;
  /** With the flag `g`. A group `value` is hidden alone, when only a part of the match is secret. */
  readonly pattern: RegExp;
  /** The match must not go on a word: no letter before it, no letter or digit behind it. */
  readonly isWord?: boolean;
  /** False for a value that is none: a type, a placeholder, a name. */
  readonly accepts?: (value: string) => boolean;
  /** The kind by the group `name`, where the name that a value is given to tells it. */
  readonly kindOf?: (name: string) => string;
}

/** Patterns that match only around what `hint` finds, so that a text is looked through once a family and closely only there. */
export interface PatternFamily {
  /** With the flag `g`. */
  readonly hint: RegExp;
  /** Characters before and behind a hint that a match may take; the last one goes on to the end of its line. */
  readonly before: number;
  readonly after: number;
  /** Whether what `hint` found is worth the closer look. */
  readonly gate?: (found: string) => boolean;
  readonly patterns: readonly SecretPattern[];
}
