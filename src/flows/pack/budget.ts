import type { PackSection, Skipped } from '#contract';
import { blockLength, cutBlock, renderBlock } from '../text/block.ts';
import { estimateTokens } from '../text/tokens.ts';
import { omit, type SectionDraft } from './section.ts';

export const defaultBudget = 8000;
/** Rows, items or lines a cut section keeps at least: fewer say nothing, so the section is left out instead. */
const FEWEST_KEPT = 3;

export interface Budgeted {
  readonly sections: readonly PackSection[];
  readonly omitted: readonly Skipped[];
}

/**
 * Renders sections and cuts from the last (least important) upwards until their tokens fit: a section is shortened with a visible
 * mark when that is enough, left out otherwise. The first section is only ever shortened. Before that sections that take most of the
 * room by themselves are shortened, so that one long table does not push the small sections out. `room` is what the sections may take of
 * `budget`, the number the marks name.
 */
export function fitBudget(drafts: readonly SectionDraft[], room: number, budget = room): Budgeted {
  const kept = drafts.map(renderSection);
  const omitted = shortenGiants(drafts, kept, room).map((title) => shortened(title, budget));
  let over = total(kept) - room;
  for (let index = drafts.length - 1; index >= 0 && over > 0; index -= 1) {
    const draft = drafts[index];
    const rendered = kept[index];
    if (draft === undefined || rendered === undefined) continue;
    const shorter = shorten(draft, rendered.tokens - over);
    if (shorter === null && index > 0) {
      kept.splice(index, 1);
      omitted.push(omit(draft.title, `cut: the pack would exceed its budget of ${budget} tokens`, 'raise the budget'));
    } else {
      kept[index] = shorter ?? renderSection(cutTo(draft, FEWEST_KEPT));
      const mark = shortened(draft.title, budget);
      if (!omitted.some(({ part }) => part === mark.part)) omitted.push(mark);
    }
    over = total(kept) - room;
  }
  return { sections: kept, omitted };
}

/**
 * Sections over half of the room share what the others leave, when the others take no more than half of it; answers the titles cut.
 * Otherwise nothing is done here.
 */
function shortenGiants(drafts: readonly SectionDraft[], kept: PackSection[], room: number): readonly string[] {
  const giants = kept.flatMap(({ tokens }, index) => (tokens > room / 2 ? [index] : []));
  const others = kept.reduce((sum, { tokens }) => sum + (tokens > room / 2 ? 0 : tokens), 0);
  if (total(kept) <= room || giants.length === kept.length || others > room / 2) return [];
  const share = Math.floor((room - others) / giants.length);
  return giants.flatMap((index) => {
    const [draft, rendered] = [drafts[index], kept[index]];
    const shorter = draft === undefined || rendered === undefined || rendered.tokens <= share ? null : shorten(draft, share);
    if (shorter === null) return [];
    kept[index] = shorter;
    return [shorter.title];
  });
}

function shortened(title: string, budget: number): Skipped {
  return omit(`part of ${title}`, `shortened: the pack would exceed its budget of ${budget} tokens`, 'raise the budget');
}

export function renderSection(draft: SectionDraft): PackSection {
  const text = `## ${draft.title} [${draft.source}]\n${draft.blocks.map(renderBlock).join('\n\n')}`;
  return { id: draft.id, title: draft.title, source: draft.source, tokens: estimateTokens(text), text };
}

/** The longest version with at most `tokens`, by halving; null when even the shortest is too long. */
function shorten(draft: SectionDraft, tokens: number): PackSection | null {
  let low = FEWEST_KEPT;
  let high = Math.max(...draft.blocks.map(blockLength));
  let best: PackSection | null = null;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const candidate = renderSection(cutTo(draft, middle));
    if (candidate.tokens <= tokens) {
      best = candidate;
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return best;
}

function cutTo(draft: SectionDraft, keep: number): SectionDraft {
  return { ...draft, blocks: draft.blocks.map((block) => cutBlock(block, keep)) };
}

function total(sections: readonly PackSection[]): number {
  return sections.reduce((sum, { tokens }) => sum + tokens, 0);
}
