import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpoints, type RunEvent } from '#contract';
import { runFlowStream } from '#client';
import { fakeAnswer, fakeKey, startFakeProvider, type FakeProvider } from '../testing/fake-provider.ts';
import { createTestApp, type TestApp, type TestAppOptions } from '../testing/test-app.ts';

let fake: FakeProvider;
let app: TestApp;
beforeEach(async () => {
  fake = await startFakeProvider({ key: fakeKey });
});
afterEach(async () => {
  await app.close();
  await fake.close();
});

const kinds = ['openai', 'azure', 'anthropic', 'ollama', 'custom'] as const;
const whole = fakeAnswer.join('');
const request = { flow_type: 'model', action_key: 'explain_model', context: { model_name: 'User' } };

async function start(kind: (typeof kinds)[number], options: TestAppOptions = {}): Promise<string> {
  app = await createTestApp({ ...options, environment: { ...fake.environment[kind], ...options.environment } });
  return app.listen();
}

async function run(body: unknown = request) {
  const response = await app.post('/studio/ai/flows/run', body);
  expect(response.status).toBe(200);
  return endpoints.runFlow.response.parse(await response.json());
}

describe.each(kinds)('a run by %s', (kind) => {
  it('answers as the reference does, and is remembered by the hub', async () => {
    await start(kind);
    const answer = await run();
    expect(Object.keys(answer)).toEqual(['ok', 'prompt_pack', 'execution']);
    expect(answer).toMatchObject({ ok: true, prompt_pack: { ok: true, provider: kind, model: 'fake-large' } });
    const fields = ['ok', 'provider', 'model', 'response', 'structured_response', 'tool_calls', 'tokens', 'elapsed_ms', 'error', 'raw'];
    expect(Object.keys(answer.execution ?? {}).toSorted()).toEqual([...fields, ...(kind === 'ollama' ? ['warnings'] : [])].toSorted());
    expect(answer.execution).toMatchObject({ ok: true, provider: kind, model: 'fake-large', response: whole, tokens: { prompt: 10, completion: 5, total: 15 }, error: null });
    expect((await app.hub.status()).onboarding?.sample_query_run).toBe(true);
  });

  it('is kept in the history with its pack', async () => {
    await start(kind);
    const { prompt_pack } = await run();
    const { entries } = endpoints.history.response.parse(await (await app.get('/studio/ai/history')).json());
    expect(entries).toMatchObject([{ origin: 'run', provider: kind, model: 'fake-large', pack_id: prompt_pack?.pack_id, title: 'User', ok: true, partial: false, characters: whole.length }]);
  });

  it('streams the same, and sends the very pack it shows', async () => {
    const baseUrl = await start(kind);
    const events: RunEvent[] = [];
    const answer = await runFlowStream({ baseUrl, fetch }, request, { onEvent: (event) => events.push(event) });
    expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['pack', 'delta', 'usage', 'done']));
    expect(events.at(-1)?.event).toBe('done');
    expect(answer.execution?.response).toBe(whole);
    const plain = await (await app.post('/studio/ai/flows/model', { action_key: 'explain_model', model_name: 'User' })).json();
    expect(answer.prompt_pack).toEqual(plain);
    expect(JSON.stringify(fake.requests[0]?.body)).toContain(JSON.stringify(answer.prompt_pack?.user_prompt));
  });

  it('is shown before it is sent, byte for byte, with the key masked', async () => {
    await start(kind);
    const response = await app.post('/studio/ai/flows/run/preview', request);
    const preview = endpoints.runPreview.response.parse(await response.json());
    expect(preview).toMatchObject({ ok: true, provider: kind, model: 'fake-large', host: new URL(fake.origin).host, tokens: { tokenizer: expect.any(String) } });
    expect(fake.requests).toEqual([]);
    expect(JSON.stringify(preview)).not.toContain(fakeKey.slice(0, -4));
    await run();
    const [sent] = fake.requests;
    expect(JSON.parse(preview.request?.body ?? '')).toEqual(sent?.body);
    expect(preview.request?.url).toBe(fake.origin + sent?.path);
    for (const [name, value] of Object.entries(preview.request?.headers ?? {})) expect(value.replace('•••• WXYZ', fakeKey)).toBe(sent?.headers[name]);
  });

  it('uses provider and model of the request', async () => {
    await start(kind, { environment: Object.assign({}, ...Object.values(fake.environment)) });
    const answer = await run({ ...request, provider_override: kind, model_override: 'fake-small' });
    expect(answer).toMatchObject({ ok: true, prompt_pack: { provider: kind, model: 'fake-small' }, execution: { provider: kind, model: 'fake-small' } });
  });

  it('of an unknown model says so', async () => {
    await start(kind);
    const answer = await run({ ...request, model_override: 'gpt-0' });
    expect(answer).toMatchObject({ ok: false, prompt_pack: { ok: true }, execution: { ok: false, error_code: 'PROVIDER_MODEL_NOT_FOUND', error: expect.stringContaining('gpt-0') } });
  });

  it('that the client leaves closes the connection to the provider', async () => {
    const baseUrl = await start(kind);
    fake.fail({ kind: 'hang-before-headers' });
    const controller = new AbortController();
    const running = runFlowStream({ baseUrl, fetch }, request, { signal: controller.signal });
    while (fake.requests.length === 0) await pause(5);
    controller.abort();
    expect(await running).toMatchObject({ ok: false, execution: { error_code: 'CANCELLED' } });
    await fake.requests[0]?.closed;
    expect(app.logged).toEqual([]);
  });

  it('asked for as JSON and left closes it too', async () => {
    const baseUrl = await start(kind);
    fake.fail({ kind: 'hang-before-headers' });
    const controller = new AbortController();
    const running = fetch(`${baseUrl}/studio/ai/flows/run`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request), signal: controller.signal });
    while (fake.requests.length === 0) await pause(5);
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    await fake.requests[0]?.closed;
  });
});

describe('a prompt that Ollama has cut', () => {
  it('is told by how much it read', async () => {
    await start('ollama');
    expect((await run()).execution?.warnings).toEqual([expect.stringMatching(/^Ollama read 10 tokens of a prompt of about \d{3,4}: /)]);
  });
});

describe('a streamed run', () => {
  it('has the first words with the client while the rest is still to come', async () => {
    const baseUrl = await start('openai');
    fake.fail({ kind: 'hang-mid-stream' });
    const controller = new AbortController();
    const answer = await runFlowStream({ baseUrl, fetch }, request, { signal: controller.signal, onEvent: ({ event }) => event === 'delta' && controller.abort() });
    expect(answer.execution).toMatchObject({ response: fakeAnswer[0], partial: true, error_code: 'CANCELLED' });
    await fake.requests[0]?.closed;
  });

  it('of a failing provider ends with an error that keeps the part', async () => {
    const baseUrl = await start('anthropic', { runLimits: { pausesMs: [1, 1] } });
    fake.fail({ kind: 'status', status: 529 }, { kind: 'error-event', message: 'overloaded' });
    const events: RunEvent[] = [];
    await runFlowStream({ baseUrl, fetch }, request, { onEvent: (event) => events.push(event) });
    expect(events.map(({ event }) => event)).toEqual(['pack', 'retry', 'delta', 'error']);
    expect(events.at(-1)?.data).toMatchObject({ error_code: 'ANSWER_BROKEN_OFF', partial: true, remedy: expect.any(String), execution: { response: fakeAnswer[0] } });
  });

  it.each([
    [{ ...request, flow_type: 'zzz' }, 'INVALID_FLOW_TYPE'],
    [{ ...request, context: { model_name: 'Usr' } }, 'NOT_FOUND'],
    [{ ...request, provider_override: 'nope' }, 'UNKNOWN_PROVIDER'],
    [{ ...request, provider_override: 'azure' }, 'AI_HUB_NOT_CONFIGURED'],
  ])('%j sends nothing and ends with %s', async (body, code) => {
    const baseUrl = await start('openai');
    const events: RunEvent[] = [];
    const answer = await runFlowStream({ baseUrl, fetch }, body, { onEvent: (event) => events.push(event) });
    expect(events.map(({ event }) => event)).toEqual(['pack', 'error']);
    expect(events[1]?.data).toMatchObject({ error_code: code, partial: false });
    expect(answer.ok).toBe(false);
    expect(fake.requests).toEqual([]);
  });

  it('that is malformed is refused as any request is', async () => {
    await start('openai');
    const response = await app.post('/studio/ai/flows/run', '{"flow_type": 1}', { accept: 'text/event-stream', host: 'x' });
    expect(response.status).toBe(403);
  });

  it('of a bug is told as one, and the bug is logged', async () => {
    const baseUrl = await start('openai', { sources: { explain: () => Promise.reject(new TypeError('canary-detail')) } });
    const answer = await runFlowStream({ baseUrl, fetch }, { flow_type: 'query', action_key: 'explain_plan', context: { sql: 'SELECT * FROM users' } });
    expect(answer).toMatchObject({ ok: false, error_code: 'RUNTIME_ERROR' });
    expect(JSON.stringify(answer)).not.toContain('canary-detail');
    expect(app.logged).toEqual([expect.objectContaining({ message: 'canary-detail' })]);
  });
});

describe('a canary key', () => {
  it('is in no answer, event, pack, log or file of a run, whatever the provider says', async () => {
    const baseUrl = await start('openai', { runLimits: { pausesMs: [1, 1] } });
    fake.fail(
      { kind: 'text', texts: ['Your key is ', fakeKey] },
      { kind: 'status', status: 401, message: `wrong key ${fakeKey}` },
      { kind: 'error-event', message: fakeKey },
      { kind: 'status', status: 400, message: `${encodeURIComponent(fakeKey)} ${Buffer.from(fakeKey).toString('base64')}` },
    );
    const seen: unknown[] = [];
    for (let index = 0; index < 4; index += 1) seen.push(await runFlowStream({ baseUrl, fetch }, request, { onEvent: (event) => seen.push(event) }));
    const text = JSON.stringify([seen, app.logged]);
    expect(text).toContain('‹secret');
    expect(text).not.toContain(fakeKey);
    expect(text).not.toContain(Buffer.from(fakeKey).toString('base64').slice(0, 30));
  });
});
