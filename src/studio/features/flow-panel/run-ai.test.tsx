// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AnswerMark, CheckRequest, HubProvider, RunEvent, RunPreviewResponse, RunRequest, RunResponse } from '#contract';
import { useAnswersStore } from '../../lib/answers-store.ts';
import { useApprovedHostsStore } from '../../lib/approved-hosts-store.ts';
import type { StudioApi } from '../../lib/studio-api.ts';
import { fakeApi } from '../../testing/fake-api.ts';
import { aPack } from '../../testing/pack-factory.ts';
import { renderScreen } from '../../testing/render-screen.tsx';
import { aModel, aSnapshot } from '../../testing/snapshot-factory.ts';
import { FlowPanel } from './flow-panel.tsx';
import { useRunTargetStore } from './run-target-store.ts';

const openai: HubProvider = { kind: 'openai', enabled: true, configured: true, model: 'gpt-4o' };
const snapshot = aSnapshot({ models: [aModel('public.orders')] });
const path = '/models/public.orders?flow=explain_model';
const noCheck = { ok: true, pack_id: null, error: null, error_code: null, check: { ruleset: 'answer@1', marks: [], looked: { sql_blocks: 1, statements: 4, names: 12, routes: 0 }, skipped: [] } };

/** A provider whose answers are written by the test. */
function provider(calls: Partial<StudioApi> = {}) {
  const runs: { readonly request: RunRequest; readonly send: (event: RunEvent) => void; readonly signal: AbortSignal | undefined }[] = [];
  const previews: RunRequest[] = [];
  const api = fakeApi(snapshot, {
    flow: (request) => Promise.resolve(aPack(request.body.action_key, { provider: 'openai', model: 'gpt-4o' })),
    hubStatus: () => Promise.resolve({ overall: 'ready', active_provider: 'openai', configured_count: 1, defaults: { chat_provider: 'openai', chat_model: 'gpt-4o' } }),
    hubProviders: () => Promise.resolve({ providers: [openai] }),
    hubModels: () => Promise.resolve({ models: [{ provider: 'openai', model_id: 'gpt-4o-mini' }] }),
    runPreview: (request) => {
      previews.push(request);
      return Promise.resolve(aPreview(request));
    },
    run: (request, { onEvent = () => {}, signal }) =>
      new Promise<RunResponse>((resolve) => {
        const send = (event: RunEvent) => {
          onEvent(event);
          if (event.event === 'done' || event.event === 'error') resolve({ ok: true, prompt_pack: null, execution: null });
        };
        signal?.addEventListener('abort', () => send(failure('CANCELLED', 'The run was stopped.')));
        runs.push({ request, send, signal });
      }),
    checkAnswer: () => Promise.resolve(noCheck),
    ...calls,
  });
  return { api, runs, previews, send: (event: RunEvent) => act(() => runs.at(-1)?.send(event)) };
}

function aPreview({ model_override }: RunRequest): RunPreviewResponse {
  const request = { method: 'POST', url: 'https://api.openai.com/v1/chat/completions', headers: { authorization: 'Bearer •••• WXYZ' }, body: '{"model":"gpt-4o"}' };
  return { ok: true, provider: 'openai', model: model_override ?? 'gpt-4o', host: 'api.openai.com', request, pack_id: 'a', tokens: { system: 1, user: 2, total: 1912, tokenizer: 'x', exact: false }, redactions: [{ kind: 'sql-literal', count: 2 }] };
}

function failure(error_code: string, error: string, remedy?: string): RunEvent {
  return { event: 'error', data: { error_code, error, remedy, partial: true, execution: null } };
}

const delta = (text: string): RunEvent => ({ event: 'delta', data: { text } });
const pack: RunEvent = { event: 'pack', data: aPack('explain_model') };
const done: RunEvent = { event: 'done', data: { ok: true, execution: { ok: true, provider: 'openai', model: 'gpt-4o', response: '', tokens: {}, elapsed_ms: 2300 } } };
const runButton = () => screen.findByRole('button', { name: 'Run AI' });

async function pressRun(user: { click: (element: Element) => Promise<void> }) {
  await waitFor(async () => expect((await runButton()).getAttribute('aria-disabled')).toBeNull());
  await user.click(await runButton());
}

beforeEach(() => {
  localStorage.clear();
  useAnswersStore.setState({ answers: {} });
  useApprovedHostsStore.setState({ hosts: [] });
  useRunTargetStore.setState({ chosen: null });
});

describe('Run AI', () => {
  it('is off with copy only, and says what to do', async () => {
    const { user } = renderScreen(<FlowPanel />, { path, api: fakeApi(snapshot, { flow: () => Promise.resolve(aPack('explain_model')) }) });
    await screen.findByText(/1,912 tokens/);
    const button = await runButton();
    expect(button.getAttribute('aria-disabled')).toBe('true');
    await user.hover(button);
    act(() => button.focus());
    expect((await screen.findByRole('tooltip')).textContent).toMatch(/Copy only is in use: set up a provider in AI Hub/);
  });

  it('shows the request before the first one goes to a host, and sends nothing without consent', async () => {
    const { api, runs, previews } = provider();
    const { user } = renderScreen(<FlowPanel />, { path, api });
    await pressRun(user);
    const preview = within(await screen.findByRole('region', { name: /Send this pack to api.openai.com/ }));
    expect(preview.getByText('≈ 1,912 tokens')).toBeTruthy();
    expect(preview.getByText('SQL literals masked: 2')).toBeTruthy();
    expect(preview.getByText('{"model":"gpt-4o"}')).toBeTruthy();
    expect(previews).toEqual([{ flow_type: 'model', action_key: 'explain_model', context: { model_name: 'public.orders' }, provider_override: 'openai', model_override: 'gpt-4o' }]);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: /Send this pack/ })).toBeNull();
    expect(screen.getByRole('dialog')).toBeTruthy();
    expect(document.activeElement).toBe(await runButton());
    expect(runs).toEqual([]);
  });

  it('does not ask again for a host when told so', async () => {
    const { api, runs, send } = provider();
    const { user } = renderScreen(<FlowPanel />, { path, api });
    await pressRun(user);
    await user.click(await screen.findByRole('checkbox', { name: /ask again/ }));
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(JSON.stringify(localStorage)).toContain('api.openai.com');
    send(delta('one'));
    send(done);
    await pressRun(user);
    await waitFor(() => expect(runs).toHaveLength(2));
  });

  it('shows the text as it comes, then how long it took and what was checked', async () => {
    const { api, send } = provider();
    const { user } = renderScreen(<FlowPanel />, { path, api });
    await pressRun(user);
    await user.click(await screen.findByRole('button', { name: 'Send' }));
    expect(document.activeElement).toBe(await screen.findByRole('button', { name: 'Stop' }));
    expect(screen.getByText('Run started')).toBeTruthy();
    send(pack);
    send(delta('# Title\n\nSome **bold'));
    expect(await screen.findByRole('heading', { name: 'Title' })).toBeTruthy();
    send(delta('** text'));
    send({ event: 'usage', data: { prompt: 10, completion: 5, total: 15 } });
    send(done);
    expect(await screen.findByText('Nothing found: 4 statements, 12 names looked at')).toBeTruthy();
    expect((await screen.findByText('bold')).tagName).toBe('STRONG');
    expect(screen.getByText('2.3 s')).toBeTruthy();
    expect(screen.getByText('10 tokens in, 5 out')).toBeTruthy();
    expect(screen.getByText('Answer complete')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Copy answer' }));
    expect(await navigator.clipboard.readText()).toBe('# Title\n\nSome **bold** text');
  });

  it('keeps what had come when it is stopped, and says that it is not whole', async () => {
    const { api, runs, send } = provider();
    const { user } = renderScreen(<FlowPanel />, { path, api });
    await pressRun(user);
    await user.click(await screen.findByRole('button', { name: 'Send' }));
    send(delta('the beginning'));
    await user.click(await screen.findByRole('button', { name: 'Stop' }));
    expect(runs[0]?.signal?.aborted).toBe(true);
    expect(await screen.findByText(/Stopped. The text above is only the beginning/)).toBeTruthy();
    expect(screen.getByText('partial')).toBeTruthy();
    expect(await screen.findByText('the beginning')).toBeTruthy();
    expect(await runButton()).toBeTruthy();
  });

  it('says of a failure what to do next', async () => {
    const { api, send } = provider();
    const { user } = renderScreen(<FlowPanel />, { path, api });
    await pressRun(user);
    await user.click(await screen.findByRole('button', { name: 'Send' }));
    send({ event: 'retry', data: { attempt: 1, wait_ms: 500, error_code: 'PROVIDER_RATE_LIMITED', error: 'slow down' } });
    expect(await screen.findByText(/did not answer \(PROVIDER_RATE_LIMITED\)/)).toBeTruthy();
    send(failure('PROVIDER_AUTH_FAILED', 'openai refused the key.', 'Save another key in AI Hub.'));
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByText('The provider refused the key')).toBeTruthy();
    expect(alert.getByText('Save another key in AI Hub.')).toBeTruthy();
    expect(alert.getByRole('button', { name: 'Retry' })).toBeTruthy();
  });

  it('goes on while the panel is closed, and is there when it is opened again', async () => {
    const { api, send } = provider();
    const page = renderScreen(<FlowPanel />, { path, api });
    await pressRun(page.user);
    await page.user.click(await screen.findByRole('button', { name: 'Send' }));
    send(delta('one '));
    page.unmount();
    send(delta('two'));
    send(done);
    renderScreen(<FlowPanel />, { path, api });
    expect(await screen.findByText('one two')).toBeTruthy();
    expect(screen.queryByText('Answer complete')).toBeNull();
  });

  it('ends the run before when another one begins', async () => {
    const { api, runs } = provider();
    useApprovedHostsStore.setState({ hosts: ['api.openai.com'] });
    const page = renderScreen(<FlowPanel />, { path, api });
    await pressRun(page.user);
    await screen.findByRole('button', { name: 'Stop' });
    const key = Object.keys(useAnswersStore.getState().answers)[0] ?? '';
    const question = { flow_type: 'model', action_key: 'explain_model' };
    act(() => void useAnswersStore.getState().put(key, { ...useAnswersStore.getState().answers[key], question, status: 'complete', text: 'other', stop: null } as Parameters<ReturnType<typeof useAnswersStore.getState>['put']>[1]));
    expect(runs[0]?.signal?.aborted).toBe(true);
    expect(await screen.findByText('other')).toBeTruthy();
  });

  it('runs with the provider and model that were chosen', async () => {
    const { api, previews } = provider();
    const { user } = renderScreen(<FlowPanel />, { path, api });
    await waitFor(async () => expect((await runButton()).getAttribute('aria-disabled')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Provider and model' }));
    await user.click(await screen.findByRole('menuitemradio', { name: /gpt-4o-mini/ }));
    await pressRun(user);
    await waitFor(() => expect(previews.at(-1)?.model_override).toBe('gpt-4o-mini'));
  });

  describe('through a backend', () => {
    const backend: HubProvider = { kind: 'aksara', enabled: true, configured: true, model: 'gpt-4o', hands_on_to: 'openai' };
    const asksBackend = (behind = 'openai'): Partial<StudioApi> => ({
      hubStatus: () => Promise.resolve({ overall: 'ready', active_provider: 'aksara', configured_count: 1, defaults: { chat_provider: 'aksara', chat_model: 'gpt-4o' } }),
      hubProviders: () => Promise.resolve({ providers: [openai, { ...backend, hands_on_to: behind }] }),
      runPreview: (request) => Promise.resolve({ ...aPreview(request), provider: 'aksara', host: '127.0.0.1:8000', hands_on_to: behind }),
    });

    it('says before it sends anything who gets the text in the end', async () => {
      const { api, runs } = provider(asksBackend());
      const { user } = renderScreen(<FlowPanel />, { path, api });
      await waitFor(async () => expect((await runButton()).getAttribute('aria-disabled')).toBeNull());
      act(() => screen.getByRole('button', { name: 'Run AI' }).focus());
      expect((await screen.findByRole('tooltip')).textContent).toBe('Sends both prompts to aksara, which hands them on to openai, model gpt-4o');
      await user.click(screen.getByRole('button', { name: 'Provider and model' }));
      expect((await screen.findByRole('menuitemradio', { name: /aksara/ })).textContent).toBe('aksara → openai gpt-4o');
      await user.keyboard('{Escape}');
      await pressRun(user);
      const preview = within(await screen.findByRole('region', { name: /^Send this pack to openai ?, through 127\.0\.0\.1:8000/ }));
      expect(preview.getByText(/hands the text on/).textContent).toContain('The backend at 127.0.0.1:8000 hands the text on to its own provider, openai, model gpt-4o.');
      expect(runs).toEqual([]);
    });

    it('asks again when the backend hands on to another provider', async () => {
      const first = provider(asksBackend('openai'));
      const page = renderScreen(<FlowPanel />, { path, api: first.api });
      await pressRun(page.user);
      await page.user.click(await screen.findByRole('checkbox', { name: 'Don’t ask again for this host while it hands on to openai' }));
      await page.user.click(screen.getByRole('button', { name: 'Send' }));
      first.send(delta('one'));
      first.send(done);
      await pressRun(page.user);
      await waitFor(() => expect(first.runs).toHaveLength(2));
      expect(first.runs.map(({ request }) => request.hands_on_to)).toEqual(['openai', 'openai']);
      page.unmount();
      useAnswersStore.setState({ answers: {} });
      const second = provider(asksBackend('anthropic'));
      const again = renderScreen(<FlowPanel />, { path, api: second.api });
      await pressRun(again.user);
      expect(await screen.findByRole('region', { name: /^Send this pack to anthropic/ })).toBeTruthy();
      expect(second.runs).toEqual([]);
    });
  });

  it('says that the facts have changed since an answer', async () => {
    const { api, send } = provider();
    useApprovedHostsStore.setState({ hosts: ['api.openai.com'] });
    const { user } = renderScreen(<FlowPanel />, { path, api });
    await pressRun(user);
    await screen.findByRole('button', { name: 'Stop' });
    send({ event: 'pack', data: aPack('explain_model', { pack_id: 'another' }) });
    send(delta('text'));
    send(done);
    expect(await screen.findByText(/The pack has changed since this was answered/)).toBeTruthy();
  });
});

describe('marks of the checker', () => {
  const mark = (start: number, parts: Partial<AnswerMark>): AnswerMark => ({
    id: `C003:${start}`, rule: 'C003', name: 'column_unknown', level: 'error', title: 'There is no column totl', evidence: ['orders has total'], remedy: { text: 'Use total.', sql: 'SELECT total' }, start, end: start + 4, line: 1, ...parts,
  });

  it('stand after the part they are about, with a summary on top', async () => {
    const asked: CheckRequest[] = [];
    const marks = [mark(7, {}), mark(30, { level: 'warning', title: 'Index exists' })];
    const skipped = [{ part: 'plans', reason: 'the pack holds none', remedy: null }];
    const { api, send } = provider({
      checkAnswer: (request) => {
        asked.push(request);
        return Promise.resolve({ ...noCheck, check: { ...noCheck.check, marks, skipped } });
      },
    });
    useApprovedHostsStore.setState({ hosts: ['api.openai.com'] });
    const { user } = renderScreen(<FlowPanel />, { path, api });
    await pressRun(user);
    await screen.findByRole('button', { name: 'Stop' });
    send(delta('first totl part of it\n\nsecond part of the text\n'));
    send(done);
    expect(await screen.findByText('2 marks: 1 error, 1 warning')).toBeTruthy();
    expect(screen.getByText(/Not checked:/).textContent).toContain('plans: the pack holds none');
    const text = document.querySelector('[aria-label=Answer]')?.textContent ?? '';
    const order = ['first totl part', 'There is no column totl', 'orders has total', 'second part', 'Index exists'].map((part) => text.indexOf(part));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(order.every((at) => at >= 0)).toBe(true);
    expect(asked).toEqual([{ flow_type: 'model', action_key: 'explain_model', context: { model_name: 'public.orders' }, answer: 'first totl part of it\n\nsecond part of the text\n' }]);
  });
});

describe('an answer from elsewhere', () => {
  const entry = {
    id: '20261126T202400123Z-3f9a0c', created_at: '2026-11-26T20:24:00.123Z', project: 'shop', flow_type: 'model', action_key: 'explain_model', context: { model_name: 'public.orders' }, title: 'public.orders',
    pack_id: 'older', origin: 'pasted', provider: 'pasted', model: '', ok: true, partial: false, tokens: { prompt: null, completion: null, total: null }, elapsed_ms: null, characters: 4,
  } as const;

  it('is pasted, kept and shown with its marks', async () => {
    const saved: CheckRequest[] = [];
    const { api } = provider({
      saveAnswer: (request) => {
        saved.push(request);
        return Promise.resolve({ ok: true, entry, prompt_pack: null, check: noCheck.check, error: null, error_code: null });
      },
    });
    const { user } = renderScreen(<FlowPanel />, { path, api });
    await screen.findByText(/1,912 tokens/);
    await user.click(screen.getByRole('button', { name: 'Paste answer' }));
    const field = screen.getByLabelText('Answer from a chat');
    expect(document.activeElement).toBe(field);
    await user.type(field, 'from **a chat**');
    await user.click(screen.getByRole('button', { name: 'Show and check' }));
    expect(await screen.findByText('pasted from a chat')).toBeTruthy();
    expect((await screen.findByText('a chat')).tagName).toBe('STRONG');
    expect(screen.getByText(/Nothing found: 4 statements/)).toBeTruthy();
    expect(saved).toEqual([{ flow_type: 'model', action_key: 'explain_model', context: { model_name: 'public.orders' }, answer: 'from **a chat**' }]);
  });

  it('is opened again from the history, and said to be stale when the pack is another', async () => {
    const other = { ...entry, id: '20261126T202400123Z-3f9a0d', title: 'public.users', context: { model_name: 'public.users' } };
    const { api } = provider({
      history: () => Promise.resolve({ enabled: true, entries: [entry, other], bytes: 10, limit_bytes: 100 }),
      keptAnswer: () => Promise.resolve({ ...entry, answer: 'what was kept', error: null, error_code: null }),
    });
    const { user } = renderScreen(<FlowPanel />, { path, api });
    await screen.findByText(/1,912 tokens/);
    await user.click(screen.getByRole('button', { name: 'History' }));
    expect((await screen.findByRole('list', { name: 'Kept answers' })).children).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: /^public.orders/ }));
    expect(await screen.findByText('what was kept')).toBeTruthy();
    expect(screen.getByText(/The pack has changed since/)).toBeTruthy();
  });
});
