import { describe, expect, it } from 'vitest';
import { createListLines } from './list-lines.ts';

const named = (id: string, group?: string) => ({ id, primary: id, ...(group === undefined ? {} : { group: { name: group } }) });

function describeLines(items: Parameters<typeof createListLines>[0]): string[] {
  const lines = createListLines(items);
  return Array.from({ length: lines.count }, (_, place) => {
    const line = lines.at(place);
    if (line === null) return 'nothing';
    return 'heading' in line ? `# ${line.heading.name}` : `${line.index} ${line.item.id}`;
  });
}

describe('createListLines', () => {
  it('puts a heading before the first item of each group', () => {
    const items = [named('a', 'blog'), named('b', 'blog'), named('c', 'shop')];
    expect(describeLines(items)).toEqual(['# blog', '0 a', '1 b', '# shop', '2 c']);
    const lines = createListLines(items);
    expect(items.map((_, index) => lines.lineOf(index))).toEqual([1, 2, 4]);
  });

  it('has one line an item without groups', () => {
    expect(describeLines([named('a'), named('b')])).toEqual(['0 a', '1 b']);
    expect(createListLines([named('a'), named('b')]).lineOf(1)).toBe(1);
  });

  it('holds nothing outside its lines', () => {
    expect(createListLines([]).count).toBe(0);
    expect(createListLines([named('a', 'blog')]).at(2)).toBeNull();
  });
});
