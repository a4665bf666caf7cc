import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FlowError } from '#contract';
import { fakeApi } from '../../testing/fake-api.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { aDiagnostic, aMigration, aSnapshot } from '../../testing/snapshot-factory.ts';
import { MigrationsScreen } from './migrations-screen.tsx';

const snapshot = aSnapshot({
  migrations: [
    aMigration('blog/1_init', { appliedAt: '2026-03-04T05:06:07Z', checksum: 'changed', tool: 'golang_migrate' }),
    aMigration('blog/2_tags', {
      state: 'pending',
      transactional: false,
      dependsOn: ['blog/1_init', 'auth/9_gone'],
      up: { path: 'migrations/2_tags.up.sql', text: 'CREATE INDEX tags_idx ON tags (name);', sql: true },
      down: { path: 'migrations/2_tags.down.sql', text: 'DROP INDEX tags_idx;', sql: true },
    }),
    aMigration('crm/auto', { tool: 'aksara', checksum: 'unknown', up: { path: 'auto', text: '', sql: false } }),
    aMigration('legacy/a1', { state: 'unknown', tool: 'alembic', up: { path: 'versions/a1.py', text: 'op.create_table("x")', sql: false } }),
  ],
  diagnostics: [aDiagnostic('d-001', { title: 'Blocks writes', object: { kind: 'migration', id: 'blog/2_tags', part: '1' } })],
});

function open(path: string) {
  return renderScreen(<MigrationsScreen />, { path, api: fakeApi(snapshot) });
}

describe('the list of migrations', () => {
  it('stands by app with pending ones first', async () => {
    open('/migrations');
    const rows = await screen.findAllByRole('option');
    expect(rows.map((row) => row.textContent)).toEqual(['pending2_tagspending', 'applied1_init2026-03-04', 'appliedauto', 'unknowna1']);
    expect(screen.getAllByRole('group').map((group) => group.getAttribute('aria-label'))).toEqual(['AI flows', 'blog', 'crm', 'legacy']);
    expect(screen.getByText('1 pending')).toBeTruthy();
  });

  it('is moved through by keyboard', async () => {
    const { user } = open('/migrations');
    (await screen.findByRole('listbox', { name: 'Migrations' })).focus();
    await user.keyboard('{End}{Enter}');
    expect(await screen.findByRole('heading', { name: 'a1' })).toBeTruthy();
    expect(location.pathname).toBe('/studio/ui/migrations/legacy~1a1');
  });
});

describe('the detail of a migration', () => {
  it('shows a pending one with its SQL both ways, findings and dependencies', async () => {
    open('/migrations/blog~12_tags');
    await screen.findByRole('heading', { name: '2_tags' });
    expect(screen.getByLabelText('Up of the migration').textContent).toBe('CREATE INDEX tags_idx ON tags (name);');
    expect(screen.getByLabelText('Down of the migration').textContent).toBe('DROP INDEX tags_idx;');
    for (const text of ['not yet', 'runs outside a transaction', 'Blocks writes']) expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'blog/1_init' }).getAttribute('href')).toBe('/studio/ui/migrations/blog~11_init');
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toContain('app blog');
    expect(screen.queryByRole('link', { name: 'auth/9_gone' })).toBeNull();
    expect(screen.getByText('auth/9_gone')).toBeTruthy();
  });

  it('of which a backend tells the name only claims nothing else, and says how to read it', async () => {
    open('/migrations/crm~1auto');
    await screen.findByRole('heading', { name: 'auto' });
    expect(screen.getByText('yes, the backend does not tell when')).toBeTruthy();
    expect(screen.getByText('--migrations DIR')).toBeTruthy();
    expect(screen.queryByText(/No down file|Source code of the migration tool/)).toBeNull();
  });

  it('says when an applied one was applied, and that its file changed since', async () => {
    open('/migrations/blog~11_init');
    expect(await screen.findByText('2026-03-04 05:06 UTC')).toBeTruthy();
    expect(screen.getByText('The file is not the one that was applied.')).toBeTruthy();
    expect(screen.getByText('golang-migrate')).toBeTruthy();
    expect(screen.getByText('No down file: it cannot be undone by the tool.')).toBeTruthy();
  });

  it('shows source code of a tool as text', async () => {
    open('/migrations/legacy~1a1');
    expect(await screen.findByText(/its SQL is not known here/)).toBeTruthy();
    expect(screen.getByText('state unknown')).toBeTruthy();
  });

  it('offers near names when the URL names no migration', async () => {
    open('/migrations/blog~12_tag');
    expect(await screen.findByRole('button', { name: 'blog/2_tags' })).toBeTruthy();
  });
});

describe('without migrations', () => {
  it('says how to connect a folder, or that it holds none', async () => {
    const sources = { database: 'x', openapi: null, migrations: null };
    const { unmount } = renderScreen(<MigrationsScreen />, { path: '/migrations', api: fakeApi(aSnapshot({ project: { name: 'p', kind: 'project', sources } })) });
    expect(await screen.findByText('aksara studio --migrations ./migrations')).toBeTruthy();
    unmount();
    renderScreen(<MigrationsScreen />, { path: '/migrations', api: fakeApi(aSnapshot()) });
    expect(await screen.findByText('No migrations')).toBeTruthy();
  });

  it('says what was skipped', async () => {
    const skipped = [{ part: 'migrations', reason: 'migrations: permission denied', remedy: 'Give read access to the folder.' }];
    renderScreen(<MigrationsScreen />, { path: '/migrations', api: fakeApi({ ...snapshot, skipped }) });
    expect(await screen.findByText('Give read access to the folder.')).toBeTruthy();
    expect(screen.getAllByRole('option')).toHaveLength(4);
  });

  it('shows the frame while loading, and a failure with its cause', async () => {
    const api = fakeApi(snapshot, { snapshot: () => Promise.reject(new FlowError('SERVER_UNREACHABLE', 'The server does not answer.')) });
    renderScreen(<MigrationsScreen />, { path: '/migrations', api });
    expect(screen.getByRole('status', { name: 'Loading Migrations' })).toBeTruthy();
    expect(await screen.findByText('The server does not answer.')).toBeTruthy();
  });
});
