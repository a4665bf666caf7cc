import type { Skipped } from '#contract';
import type { Block } from '../text/block.ts';

/** A section before budget and hash: blocks, so that a cut can keep fences and tables whole. */
export interface SectionDraft {
  readonly id: string;
  readonly title: string;
  /** Our own words plus names already made safe with `inline`. */
  readonly source: string;
  readonly blocks: readonly Block[];
}

/** What a builder yields: sections, most important first, and what it could not give. */
export interface Evidence {
  readonly sections: readonly SectionDraft[];
  readonly omitted: readonly Skipped[];
}

/** A section, or null when it would have no content: an empty section goes to "Not included" instead. */
export function section(id: string, title: string, source: string, blocks: readonly (Block | null)[]): SectionDraft | null {
  const present = blocks.filter((block) => block !== null);
  return present.length === 0 ? null : { id, title, source, blocks: present };
}

/** Sections in the given order without the empty ones. */
export function sections(...drafts: readonly (SectionDraft | null)[]): readonly SectionDraft[] {
  return drafts.filter((draft) => draft !== null);
}

export function omit(part: string, reason: string, remedy: string | null = null): Skipped {
  return { part, reason, remedy };
}
