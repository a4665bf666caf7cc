import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStudioClient } from '#client';
import { endpoints } from '#contract';
import { createBackendFetch } from '../backend/backend-fetch.ts';
import { startFakeBackend, type FakeBackend } from '../testing/fake-backend.ts';
import { openHub } from './hub.ts';

const token = 'backend-canary-0123456789-WXYZ';
let home: string;
let backend: FakeBackend;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'aksara-hub-'));
  backend = await startFakeBackend({ token });
});
afterEach(async () => {
  await backend.close();
  rmSync(home, { recursive: true, force: true });
});

function open(environment: Record<string, string> = {}, own: string | null = token) {
  const client = createStudioClient({ baseUrl: backend.origin, fetch: createBackendFetch(), ...(own === null ? {} : { token: own }) });
  return openHub({ HOME: home, ...environment }, { origin: backend.origin, client, token: own });
}

const rowOf = async (hub: ReturnType<typeof open>) => endpoints.hubProviders.response.parse(await hub.providers()).providers.find(({ kind }) => kind === 'aksara');

describe('the AI Hub of a backend', () => {
  it('is in use while nothing of this user is configured', async () => {
    const hub = open();
    expect(await hub.active()).toEqual({ provider: 'aksara', model: 'gpt-4o' });
    expect(await hub.status()).toMatchObject({ overall: 'ready', active_provider: 'aksara', configured_count: 1, total_count: 7, defaults: { chat_provider: 'aksara', chat_model: 'gpt-4o', code_provider: null } });
    expect(await hub.models()).toMatchObject({ models: [{ model_id: 'gpt-4o', provider: 'aksara', mode: 'chat' }] });
  });

  it('gives way to a provider of this user, and is not asked for what that one is enough for', async () => {
    const hub = open({ OPENAI_API_KEY: 'sk-own-0123456789' });
    expect(await hub.active()).toMatchObject({ provider: 'openai' });
    expect(await hub.modelOf('openai')).toBe('gpt-4o');
    expect(backend.requests).toEqual([]);
    expect(await hub.connection('aksara')).toMatchObject({ model: 'gpt-4o', handsOnTo: 'openai' });
  });

  it('gives way to copy only once that is chosen', async () => {
    const hub = open();
    hub.configure({ provider: 'copy_only', enabled: true });
    expect(await hub.active()).toEqual({ provider: 'copy_only', model: '' });
    expect(await hub.status()).toMatchObject({ active_provider: 'copy_only', configured_count: 2 });
  });

  it('keeps its own model, whatever model is saved here', async () => {
    const hub = open();
    hub.setDefaults({ chat_model: 'our-model' });
    expect(await hub.active()).toEqual({ provider: 'aksara', model: 'gpt-4o' });
  });

  it('is shown with its address, the provider behind it, and no more of the token than of a key', async () => {
    const row = await rowOf(open());
    expect(row).toMatchObject({
      title: 'AI Hub of the Aksara backend', configured: true, model: 'gpt-4o', base_url: backend.origin, hands_on_to: 'openai', needs: [], error: null, modes: ['chat'],
      key: { configured: true, last4: 'WXYZ', source: null },
    });
    expect(JSON.stringify(row)).not.toContain(token.slice(0, -4));
  });

  it('that has no provider turns nothing on, and says what it needs', async () => {
    backend.hub = null;
    const hub = open();
    expect(await hub.active()).toBeNull();
    expect(await hub.status()).toMatchObject({ overall: 'disabled', active_provider: null, configured_count: 0, onboarding: { keys_entered: false } });
    expect(await rowOf(hub)).toMatchObject({ configured: false, model: '', needs: ['a provider set up in the AI Hub of the backend'] });
    expect(await hub.connection('aksara')).toBeNull();
    expect(await hub.whyNot('aksara')).toBe('it needs a provider set up in the AI Hub of the backend.');
    expect(await hub.test('aksara')).toMatchObject({ reachable: false, error_code: 'AI_HUB_NOT_CONFIGURED' });
  });

  it('that wants a token is not configured and says which', async () => {
    expect(await rowOf(open({}, null))).toMatchObject({ configured: false, needs: [expect.stringContaining('--aksara-token')], error: expect.stringContaining('authentication required') });
  });

  it('takes no address, key or default from here, and nothing is saved', async () => {
    const hub = open();
    const changes = [hub.configure({ provider: 'aksara', base_url: 'http://127.0.0.1:1' }), hub.saveSecret({ provider: 'aksara', api_key: 'sk-other-0123456789' }), hub.setDefaults({ chat_provider: 'aksara' })];
    for (const change of changes) expect(change).toMatchObject({ ok: false, error_code: 'INVALID_REQUEST', provider: 'aksara', message: expect.stringContaining(`set up in the backend at ${backend.origin}`) });
    expect(existsSync(hub.file)).toBe(false);
  });

  it('keeps its token out of packs and answers', () => {
    expect(open({ OPENAI_API_KEY: 'sk-own-0123456789' }).secrets()).toEqual(['sk-own-0123456789', token]);
  });

  it('is tested by its own test, which sends no prompt, and told by its models', async () => {
    const hub = open();
    expect(endpoints.hubTest.response.parse(await hub.test('aksara'))).toMatchObject({ provider: 'aksara', reachable: true, model: 'gpt-4o', models: ['gpt-4o'], error: null, remedy: null });
    expect(backend.requests.map(({ path }) => path)).toEqual(['/studio/ai-hub/status', '/studio/ai-hub/test', '/studio/ai-hub/models']);
    expect(backend.requests[1]?.body).toEqual({ provider: 'openai' });
    expect(await rowOf(hub)).toMatchObject({ reachable: true });
  });

  it('whose provider does not answer says so, in its words', async () => {
    backend.answers.set('/studio/ai-hub/test', (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ provider: 'openai', reachable: false, error: `Unreachable ${token}` })));
    const found = await open().test('aksara');
    expect(found).toMatchObject({ reachable: false, error_code: 'PROVIDER_UNREACHABLE', error: 'The backend does not reach openai. It says: Unreachable ‹secret›', remedy: expect.stringContaining('AI Hub of the backend') });
  });
});

describe('without a backend', () => {
  it('there is no such provider', async () => {
    const hub = openHub({ HOME: home });
    expect(hub.kinds).not.toContain('aksara');
    expect(JSON.stringify([await hub.status(), await hub.providers()])).not.toContain('aksara');
    expect(hub.configure({ provider: 'aksara' })).toMatchObject({ ok: false, error_code: 'UNKNOWN_PROVIDER' });
    expect(await hub.test('aksara')).toMatchObject({ reachable: false, error_code: 'UNKNOWN_PROVIDER' });
  });
});
