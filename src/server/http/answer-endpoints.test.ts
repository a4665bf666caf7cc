import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkResponseSchema, historyResponseSchema, keptAnswerSchema, saveAnswerResponseSchema } from '#contract';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
});
afterEach(() => app.close());

const asked = { flow_type: 'model', action_key: 'explain_model', context: { model_name: 'User' } };
const wrong = '## Purpose\n```sql\nSELECT nope FROM users;\n```';

describe('checking an answer', () => {
  it('names what does not hold, beside the pack it is held against', async () => {
    const answer = checkResponseSchema.parse(await (await app.post('/studio/ai/answers/check', { ...asked, answer: wrong })).json());
    expect(answer).toMatchObject({ ok: true, pack_id: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(answer.check?.marks.map(({ rule }) => rule)).toContain('C003');
  });

  it.each([
    ['an unknown flow type', { ...asked, flow_type: 'poem' }, 'INVALID_FLOW_TYPE'],
    ['an unknown object', { ...asked, context: { model_name: 'Usr' } }, 'NOT_FOUND'],
    ['an unknown action', { ...asked, action_key: 'sing' }, 'INVALID_ACTION'],
    ['a missing field', { ...asked, context: {} }, 'INVALID_REQUEST'],
  ])('%s is an answer that says so', async (_, body, code) => {
    const response = await app.post('/studio/ai/answers/check', { ...body, answer: 'x' });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ ok: false, check: null, error_code: code });
  });
});

describe('the history', () => {
  it('keeps a pasted answer with what it was about, and gives it back', async () => {
    const saved = saveAnswerResponseSchema.parse(await (await app.post('/studio/ai/history/save', { ...asked, answer: wrong })).json());
    expect(saved.entry).toMatchObject({ origin: 'pasted', title: 'User', project: 'shop', pack_id: saved.prompt_pack?.pack_id });
    const list = historyResponseSchema.parse(await (await app.get('/studio/ai/history')).json());
    expect(list.entries).toEqual([saved.entry]);
    const kept = keptAnswerSchema.parse(await (await app.get(`/studio/ai/history/${saved.entry?.id}`)).json());
    expect(kept).toMatchObject({ answer: wrong, context: { model_name: 'User' } });
  });

  it('deletes one and all', async () => {
    const { entry } = await (await app.post('/studio/ai/history/save', { ...asked, answer: 'a' })).json();
    await app.post('/studio/ai/history/save', { ...asked, answer: 'b' });
    expect((await (await app.post('/studio/ai/history/delete', { id: entry.id })).json()).entries).toHaveLength(1);
    expect((await (await app.post('/studio/ai/history/delete', { id: null })).json()).entries).toEqual([]);
  });

  it('keeps nothing when it is off, and still checks', async () => {
    await app.post('/studio/ai/history/settings', { enabled: false });
    const saved = await (await app.post('/studio/ai/history/save', { ...asked, answer: wrong })).json();
    expect(saved).toMatchObject({ ok: true, entry: null });
    expect(saved.check.marks).not.toEqual([]);
  });

  it.each(['20260101T000000000Z-000000', 'settings', '~1etc~1passwd'])('has no answer %s', async (id) => {
    const response = await app.get(`/studio/ai/history/${id}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error_code: 'NOT_FOUND' });
  });
});
