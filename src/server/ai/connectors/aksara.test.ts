import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStudioClient } from '#client';
import type { RunEvent } from '#contract';
import { createBackendProvider } from '../../hub/backend-provider.ts';
import { runPath, startFakeBackend, type FakeBackend } from '../../testing/fake-backend.ts';
import type { Fault } from '../../testing/fake-faults.ts';
import { fakeAnswer } from '../../testing/fake-provider.ts';
import { execute, type RunLimits } from '../execute.ts';
import { aksara } from './aksara.ts';

const token = 'backend-canary-0123456789-WXYZ';
const whole = fakeAnswer.join('');
const limits = { pausesMs: [5, 10], connectMs: 10_000, firstTokenMs: 15_000, totalMs: 18_000 };

let backend: FakeBackend;
beforeEach(async () => {
  backend = await startFakeBackend({ token });
});
afterEach(() => backend.close());

/** Settings as they were before anything goes wrong, and one run with them. */
async function run({ limits: own = {}, signal = new AbortController().signal }: { readonly limits?: Partial<RunLimits>; readonly signal?: AbortSignal } = {}) {
  const client = createStudioClient({ baseUrl: backend.origin, fetch, token });
  const settings = await createBackendProvider({ origin: backend.origin, client, token }, () => {}).settings();
  const events: RunEvent[] = [];
  const execution = await execute({
    connector: aksara, settings, model: settings.model, prompt: { system: 'You are a database architect.', user: 'Explain.', tokens: 12 },
    secrets: [token], signal, limits: { ...limits, ...own }, emit: (event) => events.push(event),
  });
  return { execution, events };
}

const runs = () => backend.requests.filter(({ path }) => path === runPath);

describe('a run by the AI Hub of a backend', () => {
  it('gives the whole answer, and no tokens, which the backend only guesses', async () => {
    const { execution, events } = await run();
    expect(execution).toMatchObject({ ok: true, provider: 'aksara', model: 'gpt-4o', response: whole, tokens: {}, error: null });
    expect(events).toEqual([{ event: 'delta', data: { text: whole } }]);
    expect(execution).not.toHaveProperty('warnings');
  });

  it('sends both prompts and nothing of the backend, for the provider and model that were shown', async () => {
    await run();
    expect(runs().map(({ method, body }) => ({ method, body }))).toEqual([
      { method: 'POST', body: { prompt: 'You are a database architect.\n\nExplain.', provider: 'openai', model: 'gpt-4o', include_context: false, temperature: 0.2, max_tokens: 4096 } },
    ]);
    expect(runs()[0]?.headers.authorization).toBe(`Bearer ${token}`);
  });

  it.each<[string, Fault]>([['byte by byte', { kind: 'byte-by-byte' }], ['in slow pieces', { kind: 'slow', ms: 20 }]])('is the same when it comes %s', async (_, fault) => {
    backend.failRuns(fault);
    expect((await run()).execution).toMatchObject({ ok: true, response: whole });
  });

  it('waits for a whole answer, which is longer than for a first word', () => {
    expect(aksara.deadlines?.firstTokenMs).toBeGreaterThan(120_000);
  });

  it('says that a very long answer may have been cut', async () => {
    backend.failRuns({ kind: 'text', texts: ['word '.repeat(4_000)] });
    expect((await run()).execution).toMatchObject({ ok: true, warnings: [expect.stringContaining('its end may be missing')] });
  });

  it('never gives back the token, even when the answer holds it', async () => {
    backend.failRuns({ kind: 'text', texts: [`The token is ${token}.`] });
    expect((await run()).execution.response).toBe('The token is ‹secret:provider-key›.');
  });

  it.each<[string, Fault, string, string, string]>([
    ['a web page', { kind: 'html' }, 'PROVIDER_BAD_ANSWER', 'a web page', 'aksara-framework 0.7.2'],
    ['401', { kind: 'status', status: 401, message: `no ${token}` }, 'PROVIDER_AUTH_FAILED', 'refused the token (HTTP 401). It says: no ‹secret›', '--aksara-token'],
    ['403', { kind: 'status', status: 403, message: 'origin' }, 'PROVIDER_AUTH_FAILED', 'It says: origin', '--aksara-token'],
    ['no such endpoint', { kind: 'status', status: 404, message: 'Not Found' }, 'PROVIDER_REFUSED', `The backend has no ${runPath}.`, 'aksara-framework 0.7.2'],
    ['a refusal', { kind: 'status', status: 422 }, 'PROVIDER_REFUSED', 'refused the request (HTTP 422)', 'log of the backend'],
    ['a redirect', { kind: 'redirect', to: 'http://127.0.0.1:1/elsewhere' }, 'PROVIDER_ADDRESS_REFUSED', '127.0.0.1:1', '--aksara'],
    ['a failure of its provider', { kind: 'error-first', message: `OpenAI API error: 500 ${token}` }, 'PROVIDER_ERROR', 'It says: OpenAI API error: 500 ‹secret›', 'another provider'],
    ['a hub that has lost its provider', { kind: 'error-first', message: 'No AI provider configured. Set up a provider in AI Hub.' }, 'AI_HUB_NOT_CONFIGURED', 'The AI Hub of the backend says: No AI provider configured.', 'in the AI Hub of the backend'],
    ['an answer without text', { kind: 'text', texts: [] }, 'PROVIDER_BAD_ANSWER', 'without any text', 'log of the backend'],
    ['half an answer', { kind: 'ends-early' }, 'PROVIDER_BAD_ANSWER', 'no JSON', 'aksara-framework 0.7.2'],
    ['a closed connection', { kind: 'cut' }, 'ANSWER_BROKEN_OFF', 'ended within the answer', 'log of the backend'],
    ['50 MiB', { kind: 'endless', pieces: false }, 'ANSWER_TOO_LARGE', 'more than any answer needs', 'shorter answer'],
    ['a hang', { kind: 'hang-before-headers' }, 'PROVIDER_TIMEOUT', 'did not begin to answer within 0.5 s', 'Try again'],
  ])('tells %s with a code, a text and what to do at a backend', async (_, fault, code, text, remedy) => {
    backend.failRuns(fault);
    const { execution, events } = await run({ limits: fault.kind === 'hang-before-headers' ? { firstTokenMs: 500 } : {} });
    expect(execution).toMatchObject({ ok: false, error_code: code, response: '', partial: false, error: expect.stringContaining(text), remedy: expect.stringContaining(remedy) });
    expect(runs()).toHaveLength(1);
    expect(JSON.stringify([execution, events])).not.toContain(token);
  });

  it('keeps the beginning of an answer that is longer than any may be', async () => {
    backend.failRuns({ kind: 'text', texts: ['x'.repeat(3 * 1024 * 1024)] });
    const { execution } = await run();
    expect(execution).toMatchObject({ ok: false, error_code: 'ANSWER_TOO_LARGE', partial: true });
    expect(execution.response).toHaveLength(2 * 1024 * 1024);
  });

  it('asks again after 500, and gives up after the third', async () => {
    const failed: Fault = { kind: 'status', status: 500 };
    backend.failRuns(failed);
    expect((await run()).execution).toMatchObject({ ok: true, response: whole });
    backend.failRuns(failed, failed, failed);
    expect((await run()).execution).toMatchObject({ ok: false, error_code: 'PROVIDER_ERROR', remedy: expect.stringContaining('log of the backend') });
    expect(runs()).toHaveLength(5);
  });

  it('closes the connection when it is stopped', async () => {
    backend.failRuns({ kind: 'hang-before-headers' });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    expect((await run({ signal: controller.signal })).execution).toMatchObject({ ok: false, error_code: 'CANCELLED' });
    await runs()[0]?.closed;
  });
});
