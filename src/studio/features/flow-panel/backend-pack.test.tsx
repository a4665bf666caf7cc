// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FlowError, type FlowRequest, type HealthResponse, type PromptPack } from '#contract';
import type { StudioApi } from '../../lib/studio-api.ts';
import { fakeApi } from '../../testing/fake-api.ts';
import { aFailedPack, aPack } from '../../testing/pack-factory.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { aDiagnostic, aModel, aSnapshot } from '../../testing/snapshot-factory.ts';
import { FlowPanel } from './flow-panel.tsx';

const origin = 'http://127.0.0.1:8091';
const healthy: HealthResponse = { status: 'healthy', database: { connected: true } };

/** The pack of a backend, as our server hands it on. */
function theirs(parts: Partial<PromptPack> = {}): PromptPack {
  return aPack('explain_model', {
    provider: 'openai', model: 'gpt-4o', system_prompt: 'You are an architect.', user_prompt: 'Analyse.\n\n## Model: Order', result_markdown: '**The backend’s own pack**', backend: origin,
    pack_id: undefined, findings: undefined, sections: undefined, omitted: [{ part: 'plan', reason: 'a backend quotes the statement only', remedy: null }], redactions: [],
    tokens: { system: 49, user: 234, total: 283, tokenizer: 'estimate-1', exact: false }, cli_command: 'aksara ai flows model orders --action explain_model --backend-pack', ...parts,
  });
}

function open(search: string, calls: Partial<StudioApi> = {}, backend: HealthResponse['backend'] = { origin }) {
  const asked: FlowRequest[] = [];
  const backendFlow = (request: FlowRequest) => {
    asked.push(request);
    return Promise.resolve(theirs());
  };
  const flow = () => Promise.resolve(aPack('explain_model', { findings: [aDiagnostic('d-001')] }));
  const api = fakeApi(aSnapshot({ models: [aModel('public.orders')] }), { health: () => Promise.resolve({ ...healthy, backend }), flow, backendFlow, ...calls });
  return { ...renderScreen(<FlowPanel />, { path: `/models/public.orders?flow=explain_model${search}`, api }), asked };
}

const ourPack = () => screen.findByRole<HTMLInputElement>('radio', { name: 'Our pack' });
const backendPack = () => screen.findByRole<HTMLInputElement>('radio', { name: 'Backend pack' });
const facts = () => document.querySelector('[data-slot=panel-header] > p')?.textContent;

describe('the switch', () => {
  it('is not there without a backend, nor where the server tells of none', async () => {
    open('&pack=backend', {}, null);
    expect(await screen.findByText(/1,912 tokens/)).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Backend pack' })).toBeNull();
    expect(facts()).toContain('9f3107c2aa41');
  });

  it('is not there when the health of the server is not known', async () => {
    const { asked } = open('&pack=backend', { health: () => Promise.reject(new FlowError('SERVER_UNREACHABLE', 'gone')) });
    expect(await screen.findByText(/1,912 tokens/)).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Backend pack' })).toBeNull();
    expect(asked).toEqual([]);
  });

  it('shows ours first, and asks the backend for nothing until its pack is looked at', async () => {
    const { asked } = open('');
    expect((await ourPack()).checked).toBe(true);
    expect(await screen.findByText(/1,912 tokens/)).toBeTruthy();
    expect(asked).toEqual([]);
  });

  it('shows the backend’s pack in every tab, says whose it is, and both in numbers', async () => {
    const { user, asked } = open('');
    await user.click(await backendPack());
    expect(location.search).toBe('?flow=explain_model&pack=backend');
    expect(await screen.findByText('ours: ≈ 1,912 tokens, 1 section, 1 finding')).toBeTruthy();
    expect(asked).toEqual([{ kind: 'model', body: { action_key: 'explain_model', model_name: 'public.orders' } }]);
    expect(facts()).toBe('backend 127.0.0.1:8091 · ≈ 283 tokens · 0 redactions');
    expect(await screen.findByText('The backend’s own pack')).toBeTruthy();
    expect(screen.getByRole('region', { name: 'Not included' }).textContent).toContain('a backend quotes the statement only');
    expect(screen.getByRole('group', { name: 'Command' }).textContent).toContain('--backend-pack --server http://127.0.0.1:8000');
    await user.click(screen.getByRole('tab', { name: 'Prompt Pack' }));
    expect((await screen.findByLabelText('User prompt', { selector: 'pre' })).textContent).toBe('Analyse.\n\n## Model: Order');
    await user.click(screen.getByRole('tab', { name: 'Raw JSON' }));
    await user.click(screen.getByRole('button', { name: 'Text' }));
    expect((await screen.findByRole('group', { name: 'JSON of the pack' })).textContent).toContain(`"backend": "${origin}"`);
    await user.click(await ourPack());
    expect(location.search).toBe('?flow=explain_model&tab=json');
    expect(facts()).toContain('9f3107c2aa41');
  });

  it('is restored from the URL', async () => {
    open('&tab=prompt&pack=backend');
    expect((await screen.findByLabelText('System prompt', { selector: 'pre' })).textContent).toBe('You are an architect.');
    expect((await backendPack()).checked).toBe(true);
  });

  it('waits in the shape of a pack, with ours not shown in its place', async () => {
    open('&pack=backend', { backendFlow: () => new Promise(() => {}) });
    await backendPack();
    expect(await screen.findByRole('status', { name: 'Building the prompt pack' })).toBeTruthy();
    expect(facts()).toBe('');
    expect(screen.getByText('as the Aksara backend builds it itself', { selector: 'p *' })).toBeTruthy();
  });

  it('leaves the levels of detail to ours', async () => {
    const { user } = open('&pack=backend');
    await backendPack();
    const detail = screen.getByRole<HTMLFieldSetElement>('group', { name: 'Detail' });
    expect(detail.disabled).toBe(true);
    expect(screen.getByText('of our pack; a backend knows no levels')).toBeTruthy();
    await user.click(await ourPack());
    expect(detail.disabled).toBe(false);
  });
});

describe('the actions beside the backend’s pack', () => {
  it('copy what is shown, and say which', async () => {
    const { user } = open('');
    await screen.findByRole('button', { name: 'Copy prompts' });
    await user.click(await backendPack());
    await screen.findByText(/ours: ≈ 1,912/);
    await user.click(screen.getByRole('button', { name: 'Copy backend prompts' }));
    expect(await navigator.clipboard.readText()).toBe('# System prompt\n\nYou are an architect.\n\n# User prompt\n\nAnalyse.\n\n## Model: Order\n');
    expect(screen.getAllByRole('status').map((status) => status.textContent)).toContain('Copied 283 tokens of the backend’s pack');
  });

  it('run and paste nothing: both belong to ours, and say so', async () => {
    const hubStatus = () => Promise.resolve({ overall: 'ready', active_provider: 'openai', configured_count: 1 });
    const { user } = open('&pack=backend', { hubStatus });
    const run = await screen.findByRole('button', { name: 'Run AI' });
    await screen.findByText(/ours: ≈ 1,912/);
    expect(run.getAttribute('aria-disabled')).toBe('true');
    act(() => run.focus());
    expect((await screen.findByRole('tooltip')).textContent).toContain('Run AI sends our pack: choose Our pack above');
    expect(screen.getByRole('button', { name: 'Paste answer' }).getAttribute('aria-disabled')).toBe('true');
    await user.click(await ourPack());
    await waitFor(() => expect(run.getAttribute('aria-disabled')).toBeNull());
  });
});

describe('a backend that gives no pack', () => {
  it('because its own hub is not configured says so calmly, where that changes, and asks again', async () => {
    let attempts = 0;
    const missing = aFailedPack('explain_model', { error_code: 'AI_HUB_NOT_CONFIGURED', error: 'x', remedy: 'y' });
    const { user } = open('&pack=backend', { backendFlow: () => Promise.resolve(attempts++ === 0 ? missing : theirs()) });
    expect(await screen.findByText('The backend gives no pack yet')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByRole('link', { name: new RegExp(origin) }).getAttribute('href')).toBe(`${origin}/studio/ui`);
    await user.click(screen.getByRole('button', { name: 'Ask again' }));
    expect(await screen.findByText('The backend’s own pack')).toBeTruthy();
  });

  it.each([
    ['SERVER_UNREACHABLE', 'The backend is not answering'],
    ['UNAUTHORIZED', 'The backend asks for its token'],
    ['FORBIDDEN', 'The backend refused the request'],
    ['RUNTIME_ERROR', 'The backend could not do this'],
    ['PAYLOAD_TOO_LARGE', 'The answer of the backend is too large'],
    ['INVALID_ACTION', 'The backend does not have this action'],
    ['WHATEVER', 'The backend could not do this'],
  ])('with %s says that it was the backend, with Retry, and ours is as it was', async (error_code, title) => {
    let attempts = 0;
    const failed = aFailedPack('explain_model', { error_code, error: 'The Aksara backend did not give its prompt pack.', remedy: 'Look into its log.' });
    const { user } = open('&pack=backend', { backendFlow: () => Promise.resolve(attempts++ === 0 ? failed : theirs()) });
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText(title)).toBeTruthy();
    expect(within(alert).getByText('Look into its log.')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy backend prompts' }).getAttribute('aria-disabled')).toBe('true');
    await user.click(await ourPack());
    expect(facts()).toContain('9f3107c2aa41');
    expect(screen.queryByRole('alert')).toBeNull();
    // What failed is asked for again by the next look.
    await user.click(await backendPack());
    expect(await screen.findByText('The backend’s own pack')).toBeTruthy();
  });

  it('because the Studio’s own server is gone names that, and Retry asks again', async () => {
    let attempts = 0;
    const gone = new FlowError('SERVER_UNREACHABLE', 'Nothing answers at 127.0.0.1:8000.');
    const { user } = open('&pack=backend', { backendFlow: () => (attempts++ === 0 ? Promise.reject(gone) : Promise.resolve(theirs())) });
    expect(await screen.findByText('The Studio server is not answering')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('The backend’s own pack')).toBeTruthy();
  });

  it('because our own hub is not configured is asked for nothing', async () => {
    const { asked } = open('&pack=backend', { hubStatus: () => Promise.resolve({ overall: 'disabled', active_provider: null, configured_count: 0 }) });
    expect(await screen.findByText('The AI Hub is not configured')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open AI Hub' })).toBeTruthy();
    expect(asked).toEqual([]);
  });
});
