// @vitest-environment happy-dom
import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeApi } from '../testing/fake-api.ts';
import { renderScreen } from '../testing/render-screen.tsx';
import { aSnapshot } from '../testing/snapshot-factory.ts';
import { ObjectList } from './object-list.tsx';

const items = Array.from({ length: 20_000 }, (_, index) => ({ id: `id-${index}`, primary: `table_${index}`, meta: index }));

describe('ObjectList', () => {
  const open = (selectedId: string | null = null) => {
    const selected: string[] = [];
    const list = <ObjectList label="Models" items={items} selectedId={selectedId} onSelect={(id) => selected.push(id)} />;
    const { user } = renderScreen(list, { path: '/models', api: fakeApi(aSnapshot()) });
    const listbox = screen.getByRole('listbox', { name: 'Models' });
    listbox.focus();
    return { list: listbox, selected, user };
  };
  const activeId = (list: HTMLElement) => list.getAttribute('aria-activedescendant')?.split('-').at(-1);

  it('keeps the document small and says how many rows there are', () => {
    open();
    const rows = screen.getAllByRole('option');
    expect(rows.length).toBeLessThanOrEqual(300);
    expect(rows[0]?.getAttribute('aria-setsize')).toBe('20000');
    expect(rows[0]?.getAttribute('aria-posinset')).toBe('1');
  });

  it('moves with the arrows, Home and End, and opens only on Enter', async () => {
    const { list, selected, user } = open();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect([activeId(list), selected]).toEqual(['1', []]);
    await user.keyboard('{End}');
    expect(activeId(list)).toBe('19999');
    await user.keyboard('{ArrowDown}{Home}{Enter}');
    expect(selected).toEqual(['id-0']);
  });

  it('starts at the selected row', async () => {
    const { selected, user } = open('id-3');
    await user.keyboard('{ArrowDown}{Enter}');
    expect(selected).toEqual(['id-4']);
    expect(screen.getByRole('option', { selected: true }).textContent).toContain('table_3');
  });

  it('opens the row that is clicked', async () => {
    const { selected, user } = open();
    await user.click(screen.getByText('table_2'));
    expect(selected).toEqual(['id-2']);
  });
});
