import { describe, expect, it, onTestFinished } from 'vitest';
import { createStudioClient } from '#client';
import { errorResponseSchema, healthResponseSchema, promptPackSchema } from '#contract';
import { webPage } from '../testing/backend-answers.ts';
import { startFakeBackend } from '../testing/fake-backend.ts';
import { createTestApp } from '../testing/test-app.ts';

const path = '/studio/backend/flows';
const question = { kind: 'model', body: { action_key: 'explain_model', model_name: 'users' } } as const;

async function appWithBackend() {
  const { origin, answers, requests, close } = await startFakeBackend();
  onTestFinished(close);
  const app = await createTestApp({ sources: { backend: { origin, client: createStudioClient({ baseUrl: origin, fetch }), token: null } } });
  onTestFinished(() => app.close());
  const ask = async (body: unknown) => promptPackSchema.parse(await (await app.post(path, body)).json());
  return { app, origin, answers, requests, ask };
}

describe('POST /studio/backend/flows', () => {
  it('answers the pack of the backend, which health names, and leaves ours as it is', async () => {
    const { app, origin, requests, ask } = await appWithBackend();
    const ours = await (await app.post('/studio/ai/flows/model', question.body)).text();
    expect(await ask(question)).toMatchObject({ ok: true, backend: origin, user_prompt: expect.stringContaining('## Model: Deal') });
    expect(requests.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([{ action_key: 'explain_model', model_name: 'User' }]);
    expect(await (await app.post('/studio/ai/flows/model', question.body)).text()).toBe(ours);
    expect(healthResponseSchema.parse(await (await app.get('/studio/health')).json()).backend).toEqual({ origin });
  });

  it('answers a failure of the backend as a pack, while ours is built all the same', async () => {
    const { app, answers, ask } = await appWithBackend();
    answers.set('*', webPage(500));
    expect(await ask(question)).toMatchObject({ ok: false, error_code: 'RUNTIME_ERROR' });
    expect(await (await app.post('/studio/ai/flows/model', question.body)).json()).toMatchObject({ ok: true });
    expect(app.logged).toEqual([]);
  });

  it('without a backend says so, and health names none', async () => {
    const app = await createTestApp();
    onTestFinished(() => app.close());
    const response = await app.post(path, question);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ ok: false, error_code: 'NOT_FOUND', error: expect.stringContaining('no Aksara backend'), remedy: expect.stringContaining('--aksara') });
    expect(await (await app.get('/studio/health')).json()).toMatchObject({ backend: null });
  });

  it.each([
    [{ kind: 'table', body: {} }, 'kind must be one of model, route, query, migration, diagnostic'],
    [{ kind: 'model', body: { action_key: 'explain_model' } }, 'body.model_name is missing'],
    [{ ...question, origin: 'http://evil.example' }, 'unknown field "origin"'],
    [{ kind: 'model', body: { ...question.body, url: 'x' } }, 'unknown field "url" in body'],
  ])('refuses %j', async (body, message) => {
    const { app, requests } = await appWithBackend();
    const response = await app.post(path, body);
    expect(response.status).toBe(400);
    expect(errorResponseSchema.parse(await response.json())).toMatchObject({ error_code: 'INVALID_REQUEST', error: expect.stringContaining(message) });
    expect(requests).toEqual([]);
  });
});
