import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkResponseSchema } from '#contract';
import { createTestApp, type TestApp } from '../server/testing/test-app.ts';
import { run } from './run.ts';
import { fakeIo } from './testing/fake-io.ts';

const home = mkdtempSync(join(tmpdir(), 'aksara-check-'));
const env = { XDG_CONFIG_HOME: home, XDG_STATE_HOME: home, HOME: home };
const wrong = '## Purpose\n```sql\nSELECT nope FROM users;\n```\n';
let app: TestApp;
let origin: string;

beforeAll(async () => {
  app = await createTestApp({ environment: env });
  origin = await app.listen();
});
afterAll(async () => {
  await app.close();
  rmSync(home, { recursive: true, force: true });
});

async function check(input: string, ...argv: readonly string[]) {
  const io = fakeIo(env, input);
  const code = await run(['ai', 'check', ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
}

describe('aksara ai check', () => {
  it('prints each mark with its line, and fails for an error', async () => {
    const { code, out } = await check(wrong, 'model', 'User', '--action', 'explain_model', '--server', origin);
    expect(code).toBe(1);
    expect(out).toMatch(/^\d+ marks\. Looked at 1 statement in 1 SQL block/);
    expect(out).toContain('line 3: error C003: There is no column nope\n    nope\n    looked in public.users');
  });

  it('takes the options of the kind of object behind it', async () => {
    const { out } = await check(wrong, 'model', 'Order', '--action', 'explain_model', '--server', origin, '--format', 'json');
    const pack = await (await app.post('/studio/ai/flows/model', { action_key: 'explain_model', model_name: 'Order' })).json();
    expect(checkResponseSchema.parse(JSON.parse(out)).pack_id).toBe(pack.pack_id);
    expect(await check(wrong, 'model', 'User', '--action', 'explain_model', '--server', 'http://127.0.0.1:1')).toMatchObject({ code: 4, err: expect.stringContaining('[SERVER_UNREACHABLE]') });
  });

  it('passes for an answer that holds', async () => {
    const { code, out } = await check('```sql\nSELECT id FROM users;\n```', 'model', 'User', '--action', 'explain_model', '--server', origin);
    expect(code).toBe(0);
    expect(out).toContain('info C012');
  });

  it('finds the request by the id of its pack', async () => {
    const pack = await (await app.post('/studio/ai/flows/model', { action_key: 'explain_model', model_name: 'User' })).json();
    const { code, out } = await check(wrong, '--pack-id', pack.pack_id.slice(0, 12), '--server', origin, '--format', 'json');
    expect(code).toBe(1);
    expect(checkResponseSchema.parse(JSON.parse(out))).toMatchObject({ ok: true, pack_id: pack.pack_id });
  });

  it.each([
    ['a pack nobody made', ['--pack-id', 'feedfacefeed'], 3, '[NOT_FOUND]'],
    ['nothing to check against', [], 2, '[INVALID_REQUEST]'],
    ['an unknown object', ['model', 'Usr', '--action', 'explain_model'], 3, '[NOT_FOUND]'],
    ['an unknown action', ['model', 'User', '--action', 'sing'], 2, '[INVALID_ACTION]'],
  ])('names %s', async (_, argv, code, text) => {
    expect(await check(wrong, ...argv, '--server', origin)).toMatchObject({ code, out: '', err: expect.stringContaining(text) });
  });

  it('asks for an answer', async () => {
    expect(await check(' \n', 'model', 'User', '--action', 'explain_model', '--server', origin)).toMatchObject({ code: 2, err: expect.stringContaining('holds no answer') });
  });

  it('shows hostile text on its own line, visibly', async () => {
    const { out } = await check('The column `nope_\u001b[31m` and `users.no\u202epe`; `users.nopenope`.', 'model', 'User', '--action', 'explain_model', '--server', origin);
    expect(out).not.toMatch(/[\u001b\u202e]/);
    expect(out).toContain('users has no column nopenope');
  });
});
