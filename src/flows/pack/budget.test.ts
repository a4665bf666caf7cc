import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bullets, fenced, table } from '../text/block.ts';
import { fitBudget } from './budget.ts';
import type { SectionDraft } from './section.ts';

function draft(id: string, lines: number): SectionDraft {
  return { id, title: id, source: 'catalog', blocks: [fenced('sql', Array.from({ length: lines }, (_, index) => `line ${index} of ${id}`).join('\n'))] };
}

describe('fitBudget', () => {
  it('keeps everything that fits', () => {
    const { sections, omitted } = fitBudget([draft('a', 3), draft('b', 3)], 1000);
    expect(sections.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(omitted).toEqual([]);
  });

  it('shortens the least important section first, with a mark inside its fence', () => {
    const { sections, omitted } = fitBudget([draft('a', 40), draft('b', 100)], 450);
    expect(sections[0]?.text).toContain('line 39 of a');
    expect(sections[1]?.text).toMatch(/… \d+ more lines cut to fit the budget\n```$/);
    expect(omitted).toEqual([{ part: 'part of b', reason: 'shortened: the pack would exceed its budget of 450 tokens', remedy: 'raise the budget' }]);
  });

  it('shortens the long sections before it leaves out short ones after them', () => {
    const { sections, omitted } = fitBudget([draft('facts', 3), draft('columns', 900), draft('nulls', 900), draft('constraints', 10), draft('findings', 10)], 1000);
    expect(sections.map(({ id }) => id)).toEqual(['facts', 'columns', 'nulls', 'constraints', 'findings']);
    expect(sections[4]?.text).toContain('line 9 of findings');
    expect(omitted.map(({ part }) => part)).toEqual(['part of columns', 'part of nulls']);
  });

  it('leaves out what would keep too little, and says so', () => {
    const { sections, omitted } = fitBudget([draft('a', 40), draft('b', 40)], 230);
    expect(sections.map(({ id }) => id)).toEqual(['a']);
    expect(omitted.map(({ part }) => part)).toContain('b');
  });

  it('cuts tables and lists by whole rows', () => {
    const rows = Array.from({ length: 200 }, (_, index) => [`row ${index}`, 'x']);
    const { sections } = fitBudget([{ id: 't', title: 't', source: 's', blocks: [table(['a', 'b'], rows), bullets(['one'])] }], 200);
    expect(sections[0]?.text).toMatch(/\| … \d+ more rows cut to fit the budget \| – \|/);
  });

  it('holds any budget that three lines of the first section fit into', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 120, max: 3000 }), (sizes, budget) => {
        const { sections } = fitBudget(sizes.map((lines, index) => draft(`s${index}`, lines)), budget);
        expect(sections.reduce((sum, { tokens }) => sum + tokens, 0)).toBeLessThanOrEqual(budget);
        expect(sections[0]?.id).toBe('s0');
      }),
    );
  });
});
