import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectSnapshotSchema } from '#contract';
import { buildPack } from '#flows';
import { fixedModels } from '../testing/fixed-sources.ts';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

let models = fixedModels;
let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ sources: { readCatalog: async () => ({ database: null, models, skipped: [] }) } });
});
afterAll(() => app.close());

const path = '/studio/snapshot';
const bytesOf = async (response: Response): Promise<Buffer> => Buffer.from(await response.arrayBuffer());

describe('the snapshot', () => {
  it('is the whole project, as the contract describes it', async () => {
    const response = await app.get(path);
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(projectSnapshotSchema.parse(await response.json())).toEqual(app.project.snapshot());
  });

  it.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip', 'br;q=0, gzip;q=0.5', gunzipSync],
  ])('comes as %s to who accepts %s', async (encoding, accepted, unpack) => {
    const response = await app.get(path, { 'accept-encoding': accepted });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(JSON.parse(unpack(await bytesOf(response)).toString())).toEqual(app.project.snapshot());
  });

  it('is not sent again to who has it, until it changes', async () => {
    const tag = (await app.get(path)).headers.get('etag') ?? '';
    expect(tag).toBe(`W/"${app.project.state().checksum}"`);
    const unchanged = await app.get(path, { 'if-none-match': `"other", ${tag}`, 'accept-encoding': 'br' });
    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    models = fixedModels.slice(1);
    await app.post('/studio/refresh', {});
    const changed = await app.get(path, { 'if-none-match': tag });
    expect(changed.status).toBe(200);
    expect(projectSnapshotSchema.parse(await changed.json()).models).toHaveLength(1);
  });
});

it('holds no password of the connection: the page may build packs of it', async () => {
  const password = 'correct-horse-42';
  const readCatalog = async () => ({ database: null, models: fixedModels.map((model) => ({ ...model, comment: `asks with "${password}" of ${model.name}` })), skipped: [] });
  const guarded = await createTestApp({ sources: { readCatalog, passwords: [password] } });
  try {
    const text = await (await guarded.get(path)).text();
    expect(text).not.toContain(password);
    const body = { action_key: 'explain_model', model_name: fixedModels[0]?.id ?? '' };
    const ofServer: unknown = await (await guarded.post('/studio/ai/flows/model', body)).json();
    const ofPage = buildPack({ kind: 'model', body }, projectSnapshotSchema.parse(JSON.parse(text)), { plan: null, provider: 'copy_only', model: '' }, { parser: guarded.project.parser });
    expect(ofPage).toMatchObject({ ok: true, user_prompt: expect.stringContaining('‹secret:database-password:1›') });
    expect(ofServer).toMatchObject({ ok: true, pack_id: ofPage.pack_id });
  } finally {
    await guarded.close();
  }
});
