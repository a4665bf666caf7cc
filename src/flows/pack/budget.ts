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
 * mark when that is enough, left out otherwise. The first section is only ever shortened. `room` is what the sections may take of
 * `budget`, the number the marks name.
 */
export function fitBudget(drafts: readonly SectionDraft[], room: number, budget = room): Budgeted {
  const kept = drafts.map(renderSection);
  const omitted: Skipped[] = [];
  let over = total(kept) - room;
  for (let index = drafts.length - 1; index >= 0 && over > 0; index -= 1) {
    const draft = drafts[index];
    const rendered = kept[index];
    if (draft === undefined || rendered === undefined) continue;
    const shortened = shorten(draft, rendered.tokens - over);
    if (shortened === null && index > 0) {
      kept.splice(index, 1);
      omitted.push(omit(draft.title, `cut: the pack would exceed its budget of ${budget} tokens`, 'raise the budget'));
    } else {
      const smallest = shortened ?? renderSection(cutTo(draft, FEWEST_KEPT));
      kept[index] = smallest;
      omitted.push(omit(`part of ${draft.title}`, `shortened: the pack would exceed its budget of ${budget} tokens`, 'raise the budget'));
    }
    over = total(kept) - room;
  }
  return { sections: kept, omitted };
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
