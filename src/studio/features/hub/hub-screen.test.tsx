// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FlowError, type HubProvider } from '#contract';
import { SectionHeader } from '../../components/section-header.tsx';
import type { StudioApi } from '../../lib/studio-api.ts';
import { fakeApi } from '../../testing/fake-api.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { aSnapshot } from '../../testing/snapshot-factory.ts';
import { HubScreen } from './hub-screen.tsx';

const openai: HubProvider = { kind: 'openai', title: 'OpenAI', enabled: true, configured: true, model: 'gpt-4o', key: { configured: true, last4: 'x9Zq', source: 'environment' }, needs: [] };
const anthropic: HubProvider = { kind: 'anthropic', title: 'Anthropic', enabled: true, configured: false, needs: ['a key (ANTHROPIC_API_KEY)'] };

/** A hub without provider that remembers the choice of copy only. */
function hub(calls: Partial<StudioApi> = {}): StudioApi {
  let active: string | null = null;
  return fakeApi(aSnapshot(), {
    hubStatus: () => Promise.resolve({ overall: active ? 'ready' : 'disabled', active_provider: active, configured_count: active ? 1 : 0 }),
    hubProviders: () => Promise.resolve({ providers: [openai, anthropic] }),
    configureHub: ({ provider }) => {
      active = provider;
      return Promise.resolve({ ok: true });
    },
    ...calls,
  });
}

const header = (
  <SectionHeader kind="model" title="Models" count={{ shown: 1, all: 1 }} selected filter={{ text: '', onChange: () => undefined, onLeave: () => undefined }} />
);

describe('HubScreen', () => {
  it('turns the flow buttons on with one click on copy only', async () => {
    const { user } = renderScreen(<><HubScreen />{header}</>, { path: '/ai-hub', api: hub() });
    const flow = await screen.findByRole('button', { name: /Explain model/ });
    await screen.findByText(/AI flows are off until/);
    expect(flow.getAttribute('aria-disabled')).toBe('true');
    await user.click(screen.getByRole('button', { name: 'Use copy only' }));
    const done = await screen.findByText('In use: AI flows are on');
    await waitFor(() => expect(document.activeElement).toBe(done));
    expect(flow.getAttribute('aria-disabled')).toBeNull();
    expect(screen.queryByText(/AI flows are off until/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Use copy only' })).toBeNull();
  });

  it('lists the providers with state, key and the variable to set', async () => {
    renderScreen(<HubScreen />, { path: '/ai-hub', api: hub() });
    const rows = within(await screen.findByRole('table', { name: 'Providers' })).getAllByRole('row').map((row) => row.textContent);
    expect(rows[1]).toBe('OpenAIconfiguredgpt-4okey ending in x9Zq from the environment');
    expect(rows[2]).toBe('Anthropicnot configured–Needs a key (ANTHROPIC_API_KEY)');
  });

  it('names the provider that turns the flows on', async () => {
    renderScreen(<HubScreen />, { path: '/ai-hub', api: hub({ hubStatus: () => Promise.resolve({ overall: 'ready', active_provider: 'openai', configured_count: 1 }) }) });
    expect(await screen.findByText(/AI flows are on: openai is configured/)).toBeTruthy();
  });

  it('keeps the focus when copy only takes the place of a provider', async () => {
    let active = 'openai';
    const api = hub({
      hubStatus: () => Promise.resolve({ overall: 'ready', active_provider: active, configured_count: 1 }),
      configureHub: ({ provider }) => {
        active = provider;
        return Promise.resolve({ ok: true });
      },
    });
    const { user } = renderScreen(<HubScreen />, { path: '/ai-hub', api });
    await user.click(await screen.findByRole('button', { name: 'Use copy only' }));
    const done = await screen.findByText('In use: AI flows are on');
    await waitFor(() => expect(document.activeElement).toBe(done));
  });

  it('says why the choice could not be kept, and tries again', async () => {
    let attempts = 0;
    const refused = new FlowError('RUNTIME_ERROR', 'Cannot write ~/.config/aksara-studio/hub.json: permission denied.');
    const api = hub({ configureHub: () => (attempts++ === 0 ? Promise.reject(refused) : Promise.resolve({ ok: false, message: 'still not' })) });
    const { user } = renderScreen(<HubScreen />, { path: '/ai-hub', api });
    await user.click(await screen.findByRole('button', { name: 'Use copy only' }));
    expect(await screen.findByText(/Cannot write/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('still not')).toBeTruthy();
  });
});

describe('setting a provider up', () => {
  const configured: HubProvider = { ...anthropic, configured: true, needs: [], base_url: 'https://api.anthropic.com', model: 'claude', key: { configured: true, last4: 'WXYZ', source: 'file' } };

  /** A hub that remembers what it was told. */
  function setup() {
    const told: unknown[] = [];
    let provider: HubProvider = { ...anthropic, base_url: 'https://api.anthropic.com' };
    const api = hub({
      hubProviders: () => Promise.resolve({ providers: [openai, provider] }),
      hubModels: () => Promise.resolve({ models: [{ provider: 'anthropic', model_id: 'claude-b' }] }),
      saveKey: (request) => {
        told.push(request);
        provider = request.api_key === '' ? { ...anthropic } : configured;
        return Promise.resolve({ ok: true, configured: request.api_key !== '', last4: request.api_key === '' ? null : 'WXYZ' });
      },
      testProvider: (name) => {
        told.push(name);
        return Promise.resolve({ provider: name, reachable: true, latency_ms: 45, models: ['claude-b', 'claude-c'] });
      },
      setHubDefaults: (request) => {
        told.push(request);
        return Promise.resolve({ ok: true });
      },
    });
    return { told, ...renderScreen(<HubScreen />, { path: '/ai-hub', api }) };
  }

  it('takes a key, tests it, and makes a model the default; the key is nowhere on the page', async () => {
    const { told, user, container } = setup();
    await user.click(await screen.findByRole('button', { name: 'Anthropic' }));
    const field = screen.getByLabelText('Key of Anthropic');
    expect([field.getAttribute('type'), field.getAttribute('autocomplete')]).toEqual(['password', 'off']);
    expect(screen.getByText(/mode 0600\), never shown again, and sent only to api.anthropic.com/)).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Test connection' }).getAttribute('aria-disabled')).toBe('true');
    await user.type(field, 'sk-secret-WXYZ');
    await user.click(screen.getByRole('button', { name: 'Save key' }));
    expect(await screen.findByText('Key saved, ending in WXYZ')).toBeTruthy();
    expect(container.innerHTML).not.toContain('sk-secret');
    await user.click(screen.getByRole('button', { name: 'Test connection' }));
    expect(await screen.findByText('Reachable in 45 ms, 2 models listed')).toBeTruthy();
    const model = screen.getByLabelText('Model of Anthropic');
    await user.clear(model);
    await user.type(model, 'claude-b');
    await user.click(screen.getByRole('button', { name: 'Use by default' }));
    await waitFor(() => expect(told.at(-1)).toEqual({ chat_provider: 'anthropic', chat_model: 'claude-b' }));
    await user.click(screen.getByRole('button', { name: 'Remove key' }));
    expect(await screen.findByText('The saved key is removed')).toBeTruthy();
  });

  it('says of a key from the environment that it is from there, and takes no other', async () => {
    const { user } = setup();
    await user.click(await screen.findByRole('button', { name: 'OpenAI' }));
    expect(screen.getByText('Key ending in x9Zq, from environment')).toBeTruthy();
    expect(screen.queryByLabelText('Key of OpenAI')).toBeNull();
  });
});

describe('the AI Hub of a backend', () => {
  const backend: HubProvider = {
    kind: 'aksara', title: 'AI Hub of the Aksara backend', enabled: true, configured: true, model: 'gpt-4o', base_url: 'http://127.0.0.1:8000', hands_on_to: 'openai', needs: [],
    key: { configured: true, last4: 'abcd', source: null },
  };
  const away: HubProvider = { ...backend, configured: false, model: '', hands_on_to: undefined, needs: ['an answer of the backend'], error: 'The Aksara backend did not give the state of its AI Hub within 2 s.' };

  function render(provider: HubProvider, calls: Partial<StudioApi> = {}) {
    const active = provider.configured ? 'aksara' : null;
    const api = hub({
      hubStatus: () => Promise.resolve({ overall: active ? 'ready' : 'disabled', active_provider: active, configured_count: active ? 1 : 0 }),
      hubProviders: () => Promise.resolve({ providers: [anthropic, provider] }),
      ...calls,
    });
    return renderScreen(<><HubScreen />{header}</>, { path: '/ai-hub', api });
  }

  it('turns the flows on, and says who gets a pack in the end', async () => {
    render(backend);
    const rows = within(await screen.findByRole('table', { name: 'Providers' })).getAllByRole('row').map((row) => row.textContent);
    expect(rows[2]).toBe('AI Hub of the Aksara backendconfigured, in usegpt-4ohands on to openai · http://127.0.0.1:8000');
    expect(screen.getByText(/AI flows are on: the AI Hub of the backend is configured/)).toBeTruthy();
    const flow = await screen.findByRole('button', { name: /Explain model/ });
    await waitFor(() => expect(flow.getAttribute('aria-disabled')).toBeNull());
  });

  it('is tested from here, but has no key, address or model to enter', async () => {
    const { user } = render(backend, { testProvider: (name) => Promise.resolve({ provider: name, reachable: true, latency_ms: 45, models: ['gpt-4o'] }) });
    await user.click(await screen.findByRole('button', { name: 'AI Hub of the Aksara backend' }));
    const steps = within(screen.getByRole('list', { name: 'Set up AI Hub of the Aksara backend' }));
    expect(steps.getAllByRole('listitem').map((step) => step.getAttribute('aria-label'))).toEqual(['Provider and model', 'Test']);
    expect(steps.queryByRole('textbox')).toBeNull();
    expect(steps.getByText('openai')).toBeTruthy();
    expect(steps.getByText('In use')).toBeTruthy();
    await user.click(steps.getByRole('button', { name: 'Test connection' }));
    expect(await steps.findByText('Reachable in 45 ms, 1 model listed')).toBeTruthy();
  });

  it('that is away says so, and leaves the flows off', async () => {
    const { user } = render(away);
    const rows = within(await screen.findByRole('table', { name: 'Providers' })).getAllByRole('row').map((row) => row.textContent);
    expect(rows[2]).toBe('AI Hub of the Aksara backendnot configured–Needs an answer of the backendThe Aksara backend did not give the state of its AI Hub within 2 s.');
    expect(await screen.findByText(/AI flows are off until/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'AI Hub of the Aksara backend' }));
    expect(screen.getByRole('button', { name: 'Test connection' }).getAttribute('aria-disabled')).toBe('true');
  });
});

describe('flow buttons', () => {
  const noSelection = (
    <SectionHeader kind="query" title="DB Queries" count={{ shown: 1, all: 20_000 }} selected={false} filter={{ text: '', onChange: () => undefined, onLeave: () => undefined }} />
  );

  it('stand there for every action of the kind, and say what is missing', async () => {
    const { user } = renderScreen(noSelection, { path: '/queries', api: fakeApi(aSnapshot()) });
    const names = ['Explain plan low risk', 'Suggest indexes medium risk', 'Rewrite suggestions medium risk'];
    for (const name of names) expect((await screen.findByRole('button', { name })).getAttribute('aria-disabled')).toBe('true');
    await user.tab(); // filter
    await user.tab();
    expect((await screen.findByRole('tooltip')).textContent).toBe('Select a query');
    await user.keyboard('{Enter}');
    expect(location.search).toBe('');
    expect(screen.getByText('1 of 20,000')).toBeTruthy();
  });

  it('say what the flow does and cannot do', async () => {
    const { user } = renderScreen(header, { path: '/models/public.users', api: fakeApi(aSnapshot()) });
    const button = await screen.findByRole('button', { name: /Explain model/ });
    await waitFor(() => expect(button.getAttribute('aria-disabled')).toBeNull());
    await user.tab();
    await user.tab();
    expect((await screen.findByRole('tooltip')).textContent).toMatch(/✓ Reads columns.*✕ Cannot see rows/);
    await user.keyboard('{Enter}');
    expect(location.search).toBe('?flow=explain_model');
    expect(button.getAttribute('aria-expanded')).toBe('true');
  });
});
