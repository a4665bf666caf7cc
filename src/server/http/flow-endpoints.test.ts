import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints, FlowError, promptPackSchema } from '#contract';
import { startFakeProvider } from '../testing/fake-provider.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

async function pack(kind: string, body: unknown) {
  const response = await app.post(`/studio/ai/flows/${kind}`, body);
  expect(response.status).toBe(200);
  return promptPackSchema.parse(await response.json());
}

const documented = [
  ['model', { action_key: 'explain_model', model_name: 'User' }],
  ['route', { action_key: 'review_endpoint', path: '/api/users', method: 'GET' }],
  ['query', { action_key: 'explain_plan', sql: 'SELECT * FROM users' }],
  ['migration', { action_key: 'explain_migration', app: 'blog' }],
  ['diagnostic', { action_key: 'diagnostic_prioritize', issue_id: 'd-001' }],
] as const;

describe('the documented request of each flow', () => {
  it.each(documented)('%s answers a pack to copy', async (kind, body) => {
    const answer = await pack(kind, body);
    expect(answer).toMatchObject({ ok: true, action_key: body.action_key, provider: 'copy_only', model: '', error_code: null, error: null });
    expect(answer.result_markdown).toMatch(/^\*\*Prompt pack ready\*\*/);
    expect(answer.system_prompt.length).toBeGreaterThan(100);
  });

  it.each(documented)('%s answers the same bytes twice', async (kind, body) => {
    const [first, second] = [await app.post(`/studio/ai/flows/${kind}`, body), await app.post(`/studio/ai/flows/${kind}`, body)];
    expect(await first.text()).toBe(await second.text());
  });

  it('names the provider of a configured hub, and the one asked for', async () => {
    const configured = await createTestApp({ environment: { OPENAI_API_KEY: 'sk-canary-0123456789', OPENAI_MODEL: 'gpt-x' } });
    const body = { action_key: 'explain_model', model_name: 'User' };
    expect(await (await configured.post('/studio/ai/flows/model', body)).json()).toMatchObject({ provider: 'openai', model: 'gpt-x' });
    const override = { ...body, hub_overrides: { provider: 'ollama', model: 'mine' } };
    expect(await (await configured.post('/studio/ai/flows/model', override)).json()).toMatchObject({ provider: 'ollama', model: 'mine' });
    await configured.close();
  });
});

describe('an expected failure', () => {
  it.each([
    ['model', { action_key: 'explain_model', model_name: 'Userr' }, 'NOT_FOUND', 'Userr'],
    ['model', { action_key: 'explain_model', model_name: '' }, 'INVALID_REQUEST', 'model_name'],
    ['model', { action_key: 'bogus', model_name: 'User' }, 'INVALID_ACTION', 'bogus'],
    ['model', { action_key: 'review_endpoint', model_name: 'User' }, 'INVALID_ACTION', 'route'],
    ['model', { action_key: 'explain_model', model_name: 'User', hub_overrides: { provider: 'nope' } }, 'UNKNOWN_PROVIDER', 'nope'],
    ['route', { action_key: 'review_endpoint', path: '/api/user', method: 'GET' }, 'NOT_FOUND', '/api/user'],
    ['route', { action_key: 'review_endpoint', path: '/api/users', method: 'PUT' }, 'NOT_FOUND', 'PUT'],
    ['query', { action_key: 'explain_plan', sql: 'SELEC * FROM users' }, 'INVALID_SQL', 'SELEC'],
    ['query', { action_key: 'explain_plan', sql: 'SELECT 1; SELECT 2' }, 'INVALID_SQL', '2 statements'],
    ['query', { action_key: 'explain_plan', sql: '  ' }, 'INVALID_REQUEST', 'empty'],
    ['query', { action_key: 'bogus', sql: 'SELECT 1; SELECT 2' }, 'INVALID_ACTION', 'bogus'],
    ['migration', { action_key: 'explain_migration', app: 'blogg' }, 'NOT_FOUND', 'blogg'],
    ['migration', { action_key: 'explain_migration' }, 'INVALID_REQUEST', 'migration'],
    ['diagnostic', { action_key: 'diagnostic_prioritize', issue_id: 'd-999' }, 'NOT_FOUND', 'd-999'],
  ])('%s %j is %s and names the thing', async (kind, body, code, named) => {
    const answer = await pack(kind, body);
    expect(answer).toMatchObject({ ok: false, error_code: code, system_prompt: '', user_prompt: '', result_markdown: '' });
    expect(answer.error).toContain(named);
  });

  it('of a statement that cannot be planned is no pack', async () => {
    const unplannable = await createTestApp({ sources: { explain: () => Promise.reject(new FlowError('NOT_PLANNABLE', 'CREATE TABLE has no plan.')) } });
    const response = await unplannable.post('/studio/ai/flows/query', { action_key: 'explain_plan', sql: 'CREATE TABLE t (id int)' });
    expect(await response.json()).toMatchObject({ ok: false, error_code: 'NOT_PLANNABLE', error: 'CREATE TABLE has no plan.' });
    await unplannable.close();
  });

  it('of the database while planning leaves a pack that says what it lacks', async () => {
    const gone = new FlowError('DATABASE_UNREACHABLE', 'Nobody answers at 127.0.0.1:1.', { remedy: 'Start the server.' });
    const unreachable = await createTestApp({ sources: { explain: () => Promise.reject(gone) } });
    const response = await unreachable.post('/studio/ai/flows/query', { action_key: 'explain_plan', sql: 'SELECT * FROM users' });
    const answer = promptPackSchema.parse(await response.json());
    expect(answer.ok).toBe(true);
    expect(answer.omitted).toContainEqual({ part: 'plan', reason: 'Nobody answers at 127.0.0.1:1.', remedy: 'Start the server.' });
    await unreachable.close();
  });
});

describe('a malformed request', () => {
  const valid = JSON.stringify({ action_key: 'explain_model', model_name: 'User' });
  const nested = `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`;
  it.each([
    ['no JSON', '{"action_key": }', {}, 400, 'INVALID_REQUEST'],
    ['an empty body', '', {}, 400, 'INVALID_REQUEST'],
    ['a list', '[]', {}, 400, 'INVALID_REQUEST'],
    ['a field of the wrong type', '{"action_key":"explain_model","model_name":1}', {}, 400, 'INVALID_REQUEST'],
    ['a missing field', '{"action_key":"explain_model"}', {}, 400, 'INVALID_REQUEST'],
    ['an unknown field', '{"action_key":"explain_model","model_name":"User","route_id":"x"}', {}, 400, 'INVALID_REQUEST'],
    ['a form', 'action_key=explain_model', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['plain text', valid, { 'content-type': 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['JSON said to be compressed', valid, { 'content-encoding': 'gzip' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['JSON nested 65 deep', nested, {}, 400, 'INVALID_REQUEST'],
    ['the name __proto__', '{"action_key":"explain_model","model_name":"User","__proto__":{}}', {}, 400, 'INVALID_REQUEST'],
    ['the name __proto__, escaped and deep', '{"a":[{"\\u005f_proto__":1}]}', {}, 400, 'INVALID_REQUEST'],
    ['more than 1 MiB', JSON.stringify({ action_key: 'explain_model', model_name: 'x'.repeat(1024 * 1024) }), {}, 413, 'PAYLOAD_TOO_LARGE'],
    ['a declared length over 1 MiB', valid, { 'content-length': '99999999' }, 413, 'PAYLOAD_TOO_LARGE'],
  ])('with %s is refused', async (_, body, headers, status, code) => {
    const response = await app.post('/studio/ai/flows/model', body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ ok: false, error_code: code });
  });

  it('in bytes that are no UTF-8 is refused', async () => {
    const response = await app.post('/studio/ai/flows/model', new Blob([Uint8Array.from([0x22, 0xff, 0x22])]));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ ok: false, error: 'The body is not valid UTF-8.' });
  });

  it('names each field that does not fit', async () => {
    const response = await app.post('/studio/ai/flows/model', { action_key: 1, surprise: true });
    expect(await response.json()).toMatchObject({
      error: 'The request does not fit: action_key must be of type string; model_name is missing; unknown field "surprise" in the body.',
    });
  });

  it('with a charset beside the media type is fine', async () => {
    const response = await app.post('/studio/ai/flows/model', valid, { 'content-type': 'application/json; charset=utf-8' });
    expect(response.status).toBe(200);
  });
});

describe('running a flow', () => {
  const run = async (body: unknown, target = app) => endpoints.runFlow.response.parse(await (await target.post('/studio/ai/flows/run', body)).json());
  const request = { flow_type: 'model', action_key: 'explain_model', context: { model_name: 'User' } };

  it('without a provider says that the hub is not configured, and gives the pack', async () => {
    expect(await run(request)).toMatchObject({ ok: false, prompt_pack: { ok: true }, execution: null, error_code: 'AI_HUB_NOT_CONFIGURED' });
  });

  it('with copy only chosen does so too', async () => {
    const copying = await createTestApp();
    await copying.post('/studio/ai-hub/configure', { provider: 'copy_only', enabled: true });
    expect(await run(request, copying)).toMatchObject({ ok: false, execution: null, error_code: 'AI_HUB_NOT_CONFIGURED' });
    await copying.close();
  });

  it('of an unknown type, provider, action or with a bad context answers in the recorded shapes', async () => {
    expect(await run({ ...request, flow_type: 'zzz' })).toMatchObject({
      ok: false, execution: null, error_code: 'INVALID_FLOW_TYPE', error: 'Unknown flow type: zzz', prompt_pack: { ok: false, error_code: 'INVALID_FLOW_TYPE' },
    });
    const unknown = await run({ ...request, provider_override: 'nope' });
    expect(unknown).toMatchObject({ ok: false, prompt_pack: { ok: true }, execution: { ok: false, error_code: 'UNKNOWN_PROVIDER' } });
    expect(Object.keys(unknown)).toEqual(['ok', 'prompt_pack', 'execution']);
    expect(await run({ ...request, action_key: 'bogus' })).toMatchObject({ ok: false, execution: null, error_code: 'INVALID_ACTION' });
    expect(await run({ ...request, context: { path: '/x' } })).toMatchObject({ ok: false, execution: null, error_code: 'INVALID_REQUEST' });
  });
});

describe('a plan', () => {
  it('is answered as lines, cost and tree', async () => {
    const answer = endpoints.plan.response.parse(await (await app.post('/studio/db/plan', { sql: 'SELECT * FROM users' })).json());
    expect(answer).toMatchObject({ estimated_cost: 13.25, plan_type: 'EXPLAIN', provenance: 'live', analyze_executed: false, warnings: [] });
    expect(answer.plan[0]).toContain('Seq Scan on');
    expect(answer.plan_json?.['Node Type']).toBe('Seq Scan');
    expect(answer.findings?.map(({ id }) => id)).toEqual(['P001:0']);
    expect(answer.skipped?.map(({ part }) => part)).toContain('P025 no_analyze: P002–P020, P022–P024 of plan@1');
  });

  it('that cannot be made is an answer with the reason, as in the reference', async () => {
    const response = await app.post('/studio/db/plan', { sql: 'SELEC 1' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ plan: [], provenance: 'failed', error_code: 'INVALID_SQL', warnings: [expect.stringContaining('SELEC')] });
  });
});

describe('a secret', () => {
  const canary = 'sk-canary-9876543210-QRST';
  it('given to the hub or held by the database address appears in no answer', async () => {
    const fake = await startFakeProvider();
    const { anthropic, openai } = fake.environment;
    const environment = { ...anthropic, ANTHROPIC_API_KEY: 'sk-ant-canary-5555', OPENAI_BASE_URL: openai['OPENAI_BASE_URL'] ?? '' };
    const secretive = await createTestApp({ sources: { passwords: ['canary-password'] }, environment });
    const answers = [
      await secretive.post('/studio/ai-hub/configure/secret', { provider: 'openai', api_key: canary }),
      await secretive.post('/studio/ai/hub/providers/save', { provider: 'azure', api_key: canary, base_url: 'https://x.example' }),
      await secretive.post('/studio/ai-hub/configure/secret', { provider: 'openai', api_key: `${canary} with space` }),
      await secretive.post('/studio/ai-hub/configure/secret', { provider: 'openai', key: canary, api_key: 1 }),
      ...(await Promise.all(Object.values(endpoints).filter(({ method }) => method === 'GET').map(({ path }) => secretive.get(path.replace(/:\w+/, 'User'))))),
      ...(await Promise.all(documented.map(([kind, body]) => secretive.post(`/studio/ai/flows/${kind}`, body)))),
      await secretive.post('/studio/ai/flows/query', { action_key: 'explain_plan', sql: `SELECT * FROM users WHERE email = '${canary}' -- canary-password`, detail: 'literals' }),
      await secretive.post('/studio/ai/flows/run', { flow_type: 'model', action_key: 'explain_model', context: { model_name: 'User' } }),
      await secretive.post('/studio/ai/flows/run/preview', { flow_type: 'model', action_key: 'explain_model', context: { model_name: 'User' } }),
      await secretive.post('/studio/ai-hub/test', { provider: 'openai' }),
      await secretive.get('/studio/ai-hub/models'),
    ];
    const text = (await Promise.all(answers.map((answer) => answer.text()))).join('\n');
    for (const secret of ['sk-canary-9876543210', 'sk-ant-canary', 'canary-password']) expect(text).not.toContain(secret);
    expect(secretive.logged).toEqual([]);
    expect(fake.requests.map(({ path }) => path)).toEqual(['/v1/chat/completions', '/v1/models']);
    await secretive.close();
    await fake.close();
  });
});

describe('a bug', () => {
  it('is logged, and the client is told nothing of it', async () => {
    const broken = await createTestApp({ sources: { explain: () => Promise.reject(new TypeError('canary-detail')) } });
    const response = await broken.post('/studio/db/plan', { sql: 'SELECT 1' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('canary-detail');
    expect(broken.logged).toEqual([expect.objectContaining({ message: 'canary-detail' })]);
    await broken.close();
  });
});
