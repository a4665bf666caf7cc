import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStudioClient, runFlowStream } from '#client';
import { endpoints, type RunEvent } from '#contract';
import { createBackendFetch } from '../backend/backend-fetch.ts';
import { runPath, startFakeBackend, statusPath, type FakeBackend } from '../testing/fake-backend.ts';
import { fakeAnswer } from '../testing/fake-provider.ts';
import { createTestApp, type TestApp, type TestAppOptions } from '../testing/test-app.ts';

const token = 'backend-canary-0123456789-WXYZ';
const whole = fakeAnswer.join('');
const request = { flow_type: 'model', action_key: 'explain_model', context: { model_name: 'User' } };

let backend: FakeBackend;
let app: TestApp;
beforeEach(async () => {
  backend = await startFakeBackend({ token });
});
afterEach(async () => {
  await app.close();
  await backend.close();
});

/** A project of ours in front of the backend. */
async function start(options: TestAppOptions = {}): Promise<void> {
  const client = createStudioClient({ baseUrl: backend.origin, fetch: createBackendFetch(), token });
  app = await createTestApp({ ...options, sources: { ...options.sources, backend: { origin: backend.origin, client, token }, passwords: [token] } });
}

async function run(body: unknown = request) {
  return endpoints.runFlow.response.parse(await (await app.post('/studio/ai/flows/run', body)).json());
}

async function preview(body: unknown = request) {
  return endpoints.runPreview.response.parse(await (await app.post('/studio/ai/flows/run/preview', body)).json());
}

const runs = () => backend.requests.filter(({ path }) => path === runPath);

describe('a run through the backend', () => {
  it('sends our pack, and answers as any provider does', async () => {
    await start();
    const answer = await run();
    expect(answer).toMatchObject({ ok: true, prompt_pack: { provider: 'aksara', model: 'gpt-4o' }, execution: { ok: true, provider: 'aksara', model: 'gpt-4o', response: whole, tokens: {} } });
    const { system_prompt, user_prompt } = answer.prompt_pack ?? {};
    expect(user_prompt).toContain('users_email_key');
    expect(runs()[0]?.body).toMatchObject({ prompt: `${system_prompt}\n\n${user_prompt}`, include_context: false });
    expect(await (await app.post('/studio/ai/flows/model', { action_key: 'explain_model', model_name: 'User' })).json()).toEqual(answer.prompt_pack);
    const { entries } = endpoints.history.response.parse(await (await app.get('/studio/ai/history')).json());
    expect(entries).toMatchObject([{ origin: 'run', provider: 'aksara', model: 'gpt-4o', ok: true, characters: whole.length }]);
  });

  it('comes as one piece of a stream', async () => {
    await start();
    const events: RunEvent[] = [];
    await runFlowStream({ baseUrl: await app.listen(), fetch }, request, { onEvent: (event) => events.push(event) });
    expect(events.map(({ event }) => event)).toEqual(['pack', 'delta', 'done']);
  });

  it('is shown before it is sent, with the provider that gets it in the end, and the token masked', async () => {
    await start();
    const shown = await preview();
    expect(shown).toMatchObject({ ok: true, provider: 'aksara', model: 'gpt-4o', host: new URL(backend.origin).host, hands_on_to: 'openai' });
    expect(runs()).toEqual([]);
    await run();
    const [sent] = runs();
    expect(JSON.parse(shown.request?.body ?? '')).toEqual(sent?.body);
    expect(shown.request?.url).toBe(`${backend.origin}${runPath}`);
    expect(shown.request?.headers['authorization']).toBe('Bearer •••• WXYZ');
    expect(JSON.stringify(shown)).not.toContain(token.slice(0, -4));
  });

  it('uses the model of the request, by the provider that was shown', async () => {
    await start();
    expect(await run({ ...request, model_override: 'gpt-4o-mini' })).toMatchObject({ ok: true, execution: { model: 'gpt-4o-mini' } });
    expect(runs()[0]?.body).toMatchObject({ provider: 'openai', model: 'gpt-4o-mini' });
  });

  it('is not what runs a pack when a provider of ours is configured, but can be chosen', async () => {
    await start({ environment: { OPENAI_API_KEY: 'sk-own-0123456789' } });
    expect(await preview()).toMatchObject({ provider: 'openai', host: 'api.openai.com' });
    expect(await preview()).not.toHaveProperty('hands_on_to');
    expect(await run({ ...request, provider_override: 'aksara' })).toMatchObject({ ok: true, prompt_pack: { provider: 'aksara', model: 'gpt-4o' }, execution: { provider: 'aksara' } });
  });

  it('sends nothing when the backend hands on to another one than was agreed to', async () => {
    backend.hub = { provider: 'anthropic', model: 'claude' };
    await start();
    expect(await run({ ...request, hands_on_to: 'openai' })).toMatchObject({ ok: false, execution: null, error_code: 'INVALID_REQUEST', error: "Provider 'aksara' now hands on to 'anthropic', not to 'openai', which was agreed to. Nothing was sent." });
    expect(runs()).toEqual([]);
    expect(await run({ ...request, hands_on_to: 'anthropic' })).toMatchObject({ ok: true });
  });

  it('sends nothing while its hub has no provider, and says where one is set up', async () => {
    backend.hub = null;
    await start();
    expect(await run()).toMatchObject({ ok: false, error_code: 'AI_HUB_NOT_CONFIGURED', prompt_pack: { ok: true, provider: 'copy_only' } });
    expect(await run({ ...request, provider_override: 'aksara' })).toMatchObject({ ok: false, error_code: 'AI_HUB_NOT_CONFIGURED', error: expect.stringContaining('it needs a provider set up in the AI Hub of the backend.') });
    expect(runs()).toEqual([]);
  });

  it('of a backend that is away says so, and packs are built all the same', async () => {
    backend.answers.set(statusPath, (response) => void response.destroy());
    await start();
    expect(await preview({ ...request, provider_override: 'aksara' })).toMatchObject({ ok: false, error_code: 'AI_HUB_NOT_CONFIGURED', error: expect.stringMatching(/it needs an answer of the backend\. .*does not answer/) });
    expect(await (await app.post('/studio/ai/flows/model', { action_key: 'explain_model', model_name: 'User' })).json()).toMatchObject({ ok: true, provider: 'copy_only' });
  });

  it('of a backend that hangs delays our hub for a moment only', async () => {
    backend.answers.set(statusPath, () => {});
    await start();
    const started = performance.now();
    expect(await (await app.get('/studio/ai-hub/status')).json()).toMatchObject({ overall: 'disabled', total_count: 7 });
    expect(performance.now() - started).toBeLessThan(4_000);
  });

  it('never shows the token, whatever the backend says', async () => {
    await start({ runLimits: { pausesMs: [1, 1] } });
    backend.failRuns(
      { kind: 'text', texts: ['Your token is ', token] },
      { kind: 'status', status: 401, message: `wrong ${token}` },
      { kind: 'error-first', message: `${encodeURIComponent(token)} ${Buffer.from(token).toString('base64')}` },
    );
    const seen: unknown[] = [await (await app.get('/studio/ai-hub/providers')).json(), await (await app.get('/studio/ai/hub/providers')).json()];
    for (let index = 0; index < 3; index += 1) seen.push(await run(), await preview());
    const text = JSON.stringify([seen, app.logged]);
    expect(text).toContain('‹secret');
    expect(text).not.toContain(token);
    expect(text).not.toContain(Buffer.from(token).toString('base64').slice(0, 30));
  });
});
