// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FlowError, type HealthResponse } from '#contract';
import { ProjectFileProvider } from '../lib/project-file.ts';
import type { StudioApi } from '../lib/studio-api.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { aPack } from '../testing/pack-factory.ts';
import { renderScreen } from '../testing/render-screen.tsx';
import { aModel, aSnapshot } from '../testing/snapshot-factory.ts';
import { Shell } from './shell.tsx';

const snapshot = aSnapshot({ models: [aModel('public.users')] });
const gone = new FlowError('SERVER_UNREACHABLE', 'The Studio server does not answer.');
const healthy: HealthResponse = { status: 'healthy', database: { connected: true } };
const withState = (checksum: string, staleReason: string | null = null): HealthResponse => ({
  ...healthy,
  snapshot: { checksum, stale: staleReason !== null, stale_reason: staleReason, refreshed_at: '2026-01-02T10:11:12Z' },
});

function open(path: string, calls: Partial<StudioApi> = {}) {
  return renderScreen(<Shell />, { path, api: fakeApi(snapshot, { flow: ({ body }) => Promise.resolve(aPack(body.action_key)), ...calls }) });
}

describe('the shell', () => {
  it('has a way into every section and marks the current one', async () => {
    open('/models');
    await screen.findByRole('option');
    expect(screen.getByRole('link', { name: /^Models/, current: 'page' })).toBeTruthy();
    for (const name of [/^Overview/, /^Routes/, /^DB Queries/, /^Migrations/, /^Diagnostics/, 'AI Hub']) expect(screen.getByRole('link', { name })).toBeTruthy();
    expect(document.title).toBe('Models · shop');
  });

  it('closes the panel and goes to the AI Hub on Shift+A, but not while typing', async () => {
    const { user } = open('/models/public.users?flow=explain_model');
    await screen.findByText(/1,912 tokens/);
    await user.click(screen.getByRole('textbox', { name: 'Filter models' }));
    await user.keyboard('A');
    expect(location.pathname).toBe('/studio/ui/models/public.users');
    screen.getByRole('tab', { name: 'Result' }).focus();
    await user.keyboard('{Shift>}A{/Shift}');
    expect(await screen.findByRole('heading', { name: 'AI Hub' })).toBeTruthy();
    expect(location.href).toMatch(/\/studio\/ui\/ai-hub$/);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('lists the shortcuts on ?', async () => {
    const { user } = open('/ai-hub');
    await screen.findByRole('heading', { name: 'AI Hub' });
    await user.keyboard('?');
    expect(screen.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('changes the theme and keeps it', async () => {
    const { user } = open('/ai-hub');
    const [settings] = await screen.findAllByRole('button', { name: 'Theme and refresh' });
    if (settings) await user.click(settings);
    await user.click(await screen.findByRole('menuitemradio', { name: 'Dark theme' }));
    expect(localStorage.getItem('aksara-studio:theme')).toContain('"dark"');
  });
});

describe('the foot of the rail', () => {
  it.each([
    ['before the project is read', { snapshot: () => new Promise<never>(() => {}) }, 'Database: Database not known'],
    ['when none was given', { snapshot: () => Promise.resolve(aSnapshot({ project: { name: 'p', kind: 'project', sources: { database: null, openapi: null, migrations: null } } })) }, 'Database: No database'],
    ['in front of a backend', { snapshot: () => Promise.resolve(aSnapshot()), health: () => Promise.resolve({ ...healthy, backend: { origin: 'http://127.0.0.1:8000' } }) }, 'Database: Aksara backend'],
    ['in front of a backend that is away', { snapshot: () => Promise.resolve(aSnapshot()), health: () => Promise.resolve({ ...healthy, database: { connected: false }, backend: { origin: 'http://127.0.0.1:8000' } }) }, 'Database: Aksara backend, not answering'],
    ['when it could not be read', { snapshot: () => Promise.resolve(aSnapshot()) }, 'Database: Database not read'],
  ] as const)('says what is known of the database %s', async (_, calls, name) => {
    open('/models', calls);
    expect(await screen.findByRole('link', { name })).toBeTruthy();
  });
});

describe('a server that stops', () => {
  afterEach(() => vi.useRealTimers());

  it('is named in a banner while the last data stays, and the banner goes when it is back', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let running = true;
    open('/models', { health: () => (running ? Promise.resolve(healthy) : Promise.reject(gone)) });
    await screen.findByRole('option');
    running = false;
    await act(() => vi.advanceTimersByTimeAsync(5_000));
    expect(await screen.findByText(/The Studio server is not answering/)).toBeTruthy();
    expect(screen.getByRole('option').textContent).toContain('users');
    running = true;
    await act(() => vi.advanceTimersByTimeAsync(5_000));
    await waitFor(() => expect(screen.queryByText(/The Studio server is not answering/)).toBeNull());
  });

  it('had handed out before what packs are built with, once the project was shown', async () => {
    const order: string[] = [];
    open('/models', {
      snapshot: () => Promise.resolve(snapshot).finally(() => order.push('snapshot')),
      loadBuilder: () => Promise.resolve(void order.push('builder')),
    });
    await waitFor(() => expect(order).toContain('builder'));
    expect(order).toEqual(['snapshot', 'builder']);
  });

  it('hands out nothing ahead in a page that reads a file', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let loads = 0;
    const file = { load: () => Promise.reject(gone), unload: () => {}, loadedName: () => null };
    const api = fakeApi(snapshot, { loadBuilder: () => Promise.resolve(void (loads += 1)) });
    renderScreen(<ProjectFileProvider value={file}><Shell /></ProjectFileProvider>, { path: '/models', api });
    await screen.findByRole('option');
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(loads).toBe(0);
  });

  it('may come back with another hub', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let running = true;
    let provider = 'copy_only';
    open('/models', {
      health: () => (running ? Promise.resolve(healthy) : Promise.reject(gone)),
      hubStatus: () => Promise.resolve({ overall: 'ready', active_provider: provider, configured_count: 1 }),
    });
    expect(await screen.findByRole('link', { name: 'AI Hub: copy only' })).toBeTruthy();
    running = false;
    await act(() => vi.advanceTimersByTimeAsync(5_000));
    [running, provider] = [true, 'openai'];
    await act(() => vi.advanceTimersByTimeAsync(5_000));
    expect(await screen.findByRole('link', { name: 'AI Hub: openai' })).toBeTruthy();
  });

  it('is asked again for the facts by itself when it was gone at the start', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let running = false;
    open('/models', {
      health: () => (running ? Promise.resolve(withState('a')) : Promise.reject(gone)),
      snapshot: () => (running ? Promise.resolve(snapshot) : Promise.reject(gone)),
    });
    expect(await screen.findByRole('button', { name: 'Retry' })).toBeTruthy();
    running = true;
    await act(() => vi.advanceTimersByTimeAsync(9_000));
    expect(await screen.findByRole('option')).toBeTruthy();
  });
});

describe('facts that change', () => {
  afterEach(() => vi.useRealTimers());

  it('are read again when the server holds another snapshot', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let checksum = 'a';
    const snapshots = { a: snapshot, b: aSnapshot({ models: [aModel('public.users'), aModel('public.orders')] }) };
    open('/models', { health: () => Promise.resolve(withState(checksum)), snapshot: () => Promise.resolve(checksum === 'a' ? snapshots.a : snapshots.b) });
    await screen.findByRole('option');
    checksum = 'b';
    await act(() => vi.advanceTimersByTimeAsync(5_000));
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(2));
  });

  it('are marked stale with the reason, and read again on Refresh', async () => {
    let stale: string | null = 'Connection refused by 127.0.0.1:5432.';
    const { user } = open('/models', {
      health: () => Promise.resolve(withState('a', stale)),
      refresh: () => {
        stale = null;
        return Promise.resolve({ ok: true, snapshot: { checksum: 'a', stale: false, stale_reason: null, refreshed_at: '2026-01-02T10:11:12Z' } });
      },
    });
    expect(await screen.findByText(/Connection refused by 127.0.0.1:5432. Shown is the state of 10:11 UTC/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Refresh' }));
    await waitFor(() => expect(screen.queryByText(/Stale/)).toBeNull());
  });
});
