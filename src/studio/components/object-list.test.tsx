// @vitest-environment happy-dom
import { useState } from 'react';
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { fakeApi } from '../testing/fake-api.ts';
import { renderScreen } from '../testing/render-screen.tsx';
import { aSnapshot } from '../testing/snapshot-factory.ts';
import { ObjectList } from './object-list.tsx';

const items = Array.from({ length: 20_000 }, (_, index) => ({ id: `id-${index}`, primary: `table_${index}`, meta: index }));

function Page({ first, onSelect }: { readonly first: string | null; readonly onSelect: (id: string) => void }) {
  const [selectedId, setSelectedId] = useState(first);
  return (
    <>
      <button type="button" onClick={() => setSelectedId('id-9')}>
        Select id-9
      </button>
      <ObjectList label="Models" items={items} selectedId={selectedId} onSelect={onSelect} hrefOf={(id) => `/studio/ui/models/${id}`} />
    </>
  );
}

describe('ObjectList', () => {
  const open = (selectedId: string | null = null) => {
    const selected: string[] = [];
    const { user } = renderScreen(<Page first={selectedId} onSelect={(id) => selected.push(id)} />, { path: '/models', api: fakeApi(aSnapshot()) });
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

  it('follows a selection that was made elsewhere', async () => {
    const { list, user } = open('id-3');
    await user.keyboard('{End}');
    expect(activeId(list)).toBe('19999');
    await user.click(screen.getByRole('button', { name: 'Select id-9' }));
    expect(activeId(list)).toBe('9');
  });

  it('has rows that are links, so that they open in a tab of their own', async () => {
    const { selected, user } = open();
    const row = screen.getByRole('option', { name: 'table_2 2' });
    expect(row.getAttribute('href')).toBe('/studio/ui/models/id-2');
    await user.keyboard('{Control>}');
    await user.click(row);
    await user.keyboard('{/Control}');
    expect(selected).toEqual([]);
  });

  it('opens the row that is clicked', async () => {
    const { selected, user } = open();
    await user.click(screen.getByText('table_2'));
    expect(selected).toEqual(['id-2']);
  });
});

describe('a list with groups', () => {
  const grouped = ['blog', 'shop'].flatMap((name) => [1, 2].map((n) => ({ id: `${name}/${n}`, primary: `${name}_${n}`, group: { name, note: '1 pending' } })));

  it('names each group, and moves over the headings by keyboard', async () => {
    const selected: string[] = [];
    const list = <ObjectList label="Migrations" items={grouped} selectedId={null} onSelect={(id) => selected.push(id)} hrefOf={(id) => `/${id}`} />;
    const { user } = renderScreen(list, { path: '/migrations', api: fakeApi(aSnapshot()) });
    const shop = screen.getByRole('group', { name: 'shop' });
    expect(within(shop).getAllByRole('option').map((row) => row.getAttribute('aria-posinset'))).toEqual(['3', '4']);
    expect(shop.textContent).toBe('shop1 pendingshop_1shop_2');
    screen.getByRole('listbox').focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(selected).toEqual(['shop/1']);
  });
});
