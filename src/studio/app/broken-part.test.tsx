// @vitest-environment happy-dom
import { Suspense, useState } from 'react';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FlowError } from '#contract';
import { lazyOrPlain, lazyPart } from '../lib/lazy-part.ts';
import type { StudioApi } from '../lib/studio-api.ts';
import { fakeApi } from '../testing/fake-api.ts';
import { renderScreen } from '../testing/render-screen.tsx';
import { aModel, aSnapshot } from '../testing/snapshot-factory.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { PanelPlace } from './panel-place.tsx';
import { sections } from './sections.ts';
import { Shell } from './shell.tsx';

const snapshot = aSnapshot({ models: [aModel('public.users')] });
/** What a browser says when the file of a chunk is not there. */
const missing = () => Promise.reject<never>(new TypeError('Failed to fetch dynamically imported module: http://127.0.0.1:8000/studio/ui/assets/x-1.js'));

beforeEach(() => {
  // React reports to the console what a boundary shows.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  return () => vi.restoreAllMocks();
});

function open(path: string, calls: Partial<StudioApi> = {}) {
  const broken = sections.map((section) => (section.name === 'routes' ? { ...section, screen: lazyPart(missing) } : section));
  return renderScreen(<Shell sections={broken} />, { path, api: fakeApi(snapshot, calls) });
}

describe('a section whose code does not arrive', () => {
  it('says so in its place, with Reload; the rest of the page stays', async () => {
    const { user } = open('/routes');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('This part of the Studio could not be loaded');
    expect(within(alert).getByRole('button', { name: 'Reload' }).getAttribute('aria-disabled')).toBeNull();
    expect(screen.getByRole('heading', { name: 'Routes' })).toBeTruthy();
    await user.click(screen.getByRole('link', { name: /Models/ }));
    expect(await screen.findByRole('option', { name: /users/ })).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('does not offer to reload from a server that is gone', async () => {
    open('/routes', { health: () => Promise.reject(new FlowError('SERVER_UNREACHABLE', 'gone')) });
    const alert = await screen.findByRole('alert');
    await waitFor(() => expect(within(alert).getByRole('button', { name: 'Reload' }).getAttribute('aria-disabled')).toBe('true'));
    expect(alert.textContent).toContain('aksara studio');
  });

  it('reloads the page, whose address keeps what is open', async () => {
    const reload = vi.spyOn(location, 'reload').mockImplementation(() => {});
    const { user } = open('/routes');
    await user.click(await screen.findByRole('button', { name: 'Reload' }));
    expect(reload).toHaveBeenCalledOnce();
  });
});

describe('a panel whose code does not arrive', () => {
  it('says so in its place and can be closed', async () => {
    const { user } = renderScreen(<PanelPlace panel={lazyPart(missing)} />, { path: '/models/public.users?flow=explain_model', api: fakeApi(snapshot) });
    const panel = await screen.findByRole('dialog', { name: 'AI flow' });
    expect(within(panel).getByRole('button', { name: 'Reload' })).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(location.search).toBe('');
  });
});

describe('a part that is better to have but not needed', () => {
  it('stays in its plain form', async () => {
    const Part = lazyOrPlain<{ readonly text: string }>(missing, ({ text }) => <p>plain {text}</p>);
    renderScreen(
      <Suspense fallback={null}>
        <Part text="words" />
      </Suspense>,
      { path: '/', api: fakeApi(snapshot) },
    );
    expect(await screen.findByText('plain words')).toBeTruthy();
  });
});

describe('an error while a view is shown', () => {
  function Picky({ id }: { readonly id: string }) {
    if (id === 'bad') throw new Error('cannot show this');
    return <p>shows {id}</p>;
  }
  function Page() {
    const [id, setId] = useState('bad');
    return (
      <>
        <button type="button" onClick={() => setId('good')}>
          Next
        </button>
        <ErrorBoundary of={id}>
          <Picky id={id} />
        </ErrorBoundary>
      </>
    );
  }

  it('is left by going to another object', async () => {
    const { user } = renderScreen(<Page />, { path: '/', api: fakeApi(snapshot) });
    expect(screen.getByText('cannot show this')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Next' }));
    expect(screen.getByText('shows good')).toBeTruthy();
  });
});
