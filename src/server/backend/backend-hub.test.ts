import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStudioClient } from '#client';
import { startFakeBackend, statusPath, type FakeBackend } from '../testing/fake-backend.ts';
import { createBackendFetch } from './backend-fetch.ts';
import { createBackendHub, type BackendHubOptions } from './backend-hub.ts';

const secret = 'backend-canary-0123456789';
let backend: FakeBackend;
beforeEach(async () => {
  backend = await startFakeBackend({ token: secret });
});
afterEach(() => backend.close());

function hubOf(options: BackendHubOptions = {}, { origin = backend.origin, token = secret } = {}) {
  return createBackendHub({ origin, token, client: createStudioClient({ baseUrl: origin, fetch: createBackendFetch(), token }) }, options);
}

const asked = () => backend.requests.filter(({ path }) => path === statusPath).length;
const json = (value: unknown) => (response: ServerResponse) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));

describe('the state of the AI Hub of a backend', () => {
  it('names the provider and model it runs prompts with', async () => {
    expect(await hubOf().state()).toEqual({ ready: true, provider: 'openai', model: 'gpt-4o' });
  });

  it('without a provider says that one is needed', async () => {
    backend.hub = null;
    expect(await hubOf().state()).toEqual({ ready: false, needs: 'a provider set up in the AI Hub of the backend', error: null });
  });

  it.each([
    ['a model is missing', { overall: 'partial', active_provider: 'openai', configured_count: 1, defaults: { chat_model: null } }],
    ['it is another Studio with copy only', { overall: 'ready', active_provider: 'copy_only', configured_count: 1, defaults: { chat_model: null } }],
    ['optional fields are left out', { overall: 'ready', configured_count: 1 }],
  ])('is not ready when %s', async (_, answer) => {
    backend.answers.set(statusPath, json(answer));
    expect(await hubOf().state()).toMatchObject({ ready: false, needs: expect.stringContaining('in the AI Hub of the backend'), error: null });
  });

  it('takes foreign names on one line, at a length that can be shown, and unknown fields', async () => {
    const provider = `${'x'.repeat(5_000)}`;
    backend.answers.set(statusPath, json({ overall: 'ready', active_provider: provider, configured_count: 1, defaults: { chat_model: 'gpt\n\u001B[31m\u202E-4o' }, more: [{}] }));
    const state = await hubOf().state();
    expect(state).toMatchObject({ ready: true, model: 'gpt [31m -4o' });
    expect(JSON.stringify(state).length).toBeLessThan(500);
  });

  it.each<[string, (response: ServerResponse) => void, string, string]>([
    ['a web page', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'), 'an answer of the backend', 'a web page'],
    ['404 as a web page', (response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not Found</h1>'), 'an answer of the backend', 'status 404'],
    ['500 with the token in it', (response) => void response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ detail: `bug near ${secret}` })), 'an answer of the backend', '‹secret›'],
    ['401', (response) => void response.writeHead(401, { 'content-type': 'application/json' }).end('{"detail":"Not authenticated"}'), 'the token of the backend (--aksara-token or AKSARA_BACKEND_TOKEN)', 'Not authenticated'],
    ['other JSON', json([1]), 'an answer of the backend', 'does not fit the contract'],
    ['a redirect', (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/a?token=x' }).end(), 'an answer of the backend', 'redirect to http://127.0.0.1:1, which is not followed'],
    ['a cut connection', (response) => void response.destroy(), 'an answer of the backend', 'failed'],
    ['nothing', () => {}, 'an answer of the backend', 'within 0.2 s'],
  ])('says what came instead of it: %s', async (_, answer, needs, text) => {
    backend.answers.set(statusPath, answer);
    const state = await hubOf({ timeoutMs: 200 }).state();
    expect(state).toMatchObject({ ready: false, needs, error: expect.stringContaining(text) });
    expect(JSON.stringify(state)).not.toContain(secret);
  });

  it('of a backend that is away is known at once', async () => {
    const state = await hubOf({}, { origin: 'http://127.0.0.1:1' }).state();
    expect(state).toMatchObject({ ready: false, error: expect.stringContaining('does not answer') });
  });

  it('is asked for once by all who wait, and again when it is no longer fresh', async () => {
    const hub = hubOf({ freshMs: 60_000 });
    await Promise.all([hub.state(), hub.state()]);
    backend.hub = null;
    expect(await hub.state()).toMatchObject({ ready: true });
    expect(asked()).toBe(1);
    const forgetful = hubOf({ freshMs: 0 });
    expect(await forgetful.state()).toMatchObject({ ready: false });
    backend.hub = { provider: 'anthropic', model: 'claude' };
    expect(await forgetful.state()).toMatchObject({ ready: true, provider: 'anthropic' });
  });

  it('never has the backend ask its providers', async () => {
    await hubOf().state();
    expect(backend.requests.map(({ path }) => path)).toEqual([statusPath]);
  });
});
