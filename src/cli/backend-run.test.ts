import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runResponseSchema } from '#contract';
import { runPath, startFakeBackend, type FakeBackend } from '../server/testing/fake-backend.ts';
import { fakeAnswer } from '../server/testing/fake-provider.ts';
import { run } from './run.ts';
import { fakeIo } from './testing/fake-io.ts';

const token = 'backend-canary-0123456789-WXYZ';
const whole = fakeAnswer.join('');
let home: string;
let backend: FakeBackend;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'aksara-backend-run-'));
  backend = await startFakeBackend({ token });
});
afterEach(async () => {
  await backend.close();
  rmSync(home, { recursive: true, force: true });
});

async function aksara(argv: readonly string[], env: Record<string, string> = {}) {
  const never = () => new Promise<void>(() => {});
  const io = { ...fakeIo({ HOME: home, AKSARA_BACKEND_TOKEN: token, ...env }), stopped: never };
  const code = await run(['ai', ...argv, '--aksara', backend.origin], io);
  return { code, out: io.stdout(), err: io.stderr() };
}

const runs = () => backend.requests.filter(({ path }) => path === runPath);
const model = ['model', 'Deal', '--action', 'explain_model'] as const;

describe('aksara ai run --aksara', () => {
  it('sends our pack through the backend, and prints its answer', async () => {
    const { code, out, err } = await aksara(['run', ...model]);
    expect({ code, out }).toEqual({ code: 0, out: `${whole}\n` });
    expect(err).toMatch(/^pack [0-9a-f]{12} · ≈ \d+ tokens · to aksara gpt-4o\naksara gpt-4o · \d+\.\d s\n$/);
  });

  it('sends the pack that it shows', async () => {
    const { out } = await aksara(['run', ...model, '--format', 'json']);
    const { prompt_pack: pack } = runResponseSchema.parse(JSON.parse(out));
    expect(runs()[0]?.body?.['prompt']).toBe(`${pack?.system_prompt}\n\n${pack?.user_prompt}`);
    expect(pack?.user_prompt).toContain('numeric(12,2)');
    const flow = await aksara(['flows', ...model, '--format', 'json']);
    expect(JSON.parse(flow.out)).toEqual(pack);
  });

  it('goes to a provider of this user when there is one, and to the backend by its name', async () => {
    const own = { AI_HTTP_ENDPOINT: 'http://127.0.0.1:1/' };
    expect(await aksara(['run', ...model], own)).toMatchObject({ code: 4, err: expect.stringContaining('to custom') });
    expect(await aksara(['run', ...model, '--provider', 'aksara', '--model', 'gpt-4o-mini'], own)).toMatchObject({ code: 0, out: `${whole}\n`, err: expect.stringContaining('aksara gpt-4o-mini') });
  });

  it('says what is missing at the backend', async () => {
    backend.hub = null;
    expect(await aksara(['run', ...model, '--provider', 'aksara'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining("Provider 'aksara' is not configured: it needs a provider set up in the AI Hub of the backend. [AI_HUB_NOT_CONFIGURED]") });
  });

  it.each([
    [{ kind: 'status', status: 404 }, 1, 'PROVIDER_REFUSED', 'set up a provider in the AI Hub here'],
    [{ kind: 'status', status: 401, message: `no ${token}` }, 1, 'PROVIDER_AUTH_FAILED', '--aksara-token'],
    [{ kind: 'error-first', message: 'OpenAI rate limit exceeded' }, 1, 'PROVIDER_ERROR', 'OpenAI rate limit exceeded'],
  ] as const)('%j ends with %i and %s, and the token is printed nowhere', async (fault, code, errorCode, text) => {
    backend.failRuns(fault);
    const ended = await aksara(['run', ...model]);
    expect(ended).toMatchObject({ code, out: '', err: expect.stringContaining(`[${errorCode}]`) });
    expect(ended.err).toContain(text);
    expect(ended.err).not.toContain(token);
  });
});
