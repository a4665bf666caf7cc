import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createStudioClient } from '#client';
import { runResponseSchema, type RunResponse } from '#contract';
import { main } from '../../e2e/start-studio.ts';
import { fakeAnswer, type FakeProvider } from '../../src/server/testing/fake-provider.ts';
import type { StartedBackend } from './backend.ts';
import type { Tally } from './tally.ts';

/** `aksara ai run --aksara` with nothing configured here: our pack goes through the backend to its provider, and the answer comes back. */
export async function checkRun({ origin }: StartedBackend, provider: FakeProvider, tally: Tally): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'aksara-check-run-'));
  const run = (...args: readonly string[]) => runJson(home, ['ai', 'run', ...args, '--aksara', origin, '--format', 'json']);
  const flows: readonly (readonly [readonly string[], string])[] = [
    [['model', 'Deal', '--action', 'explain_model'], 'numeric(12,2)'],
    [['query', '--sql', 'SELECT * FROM deals', '--action', 'explain_plan'], 'Seq Scan'],
  ];
  try {
    for (const [args, fact] of flows) {
      await tally.check(`crm: aksara ai run ${args[0]} --aksara sends our pack to the backend's provider`, async () => {
        provider.reset();
        const { ok, prompt_pack: pack, execution } = await run(...args);
        assert.deepEqual({ ok, provider: execution?.provider, response: execution?.response }, { ok: true, provider: 'aksara', response: fakeAnswer.join('') });
        const [sent] = provider.requests.filter(({ method }) => method === 'POST');
        assert.deepEqual(sent?.body?.['messages'], [{ role: 'user', content: `${pack?.system_prompt}\n\n${pack?.user_prompt}` }]);
        assert.equal(sent?.body?.['model'], 'fake-large');
        assert.ok(pack?.user_prompt.includes(fact), `no ${fact} in the pack`);
      });
    }
    await tally.check('crm: a failure of the provider is told in its words', async () => {
      provider.fail({ kind: 'status', status: 429 });
      const { execution } = await run('model', 'Deal', '--action', 'explain_model');
      assert.equal(execution?.error_code, 'PROVIDER_ERROR');
      assert.match(execution?.error ?? '', /rate limit/);
    });
    // The last check: what is saved in the backend hides the key of its environment from then on.
    await tally.check('crm: without a provider its hub is not configured', async () => {
      await createStudioClient({ baseUrl: origin, fetch }).hubConfigure({ provider: 'openai', enabled: false });
      const { error, error_code: code } = await run('model', 'Deal', '--action', 'explain_model', '--provider', 'aksara');
      assert.equal(code, 'AI_HUB_NOT_CONFIGURED');
      assert.match(error ?? '', /set up in the AI Hub of the backend/);
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** A run that fails ends with another code than 0 and prints its response all the same. */
async function runJson(home: string, args: readonly string[]): Promise<RunResponse> {
  const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env['PATH'], HOME: home }, stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return runResponseSchema.parse(JSON.parse(printed));
}
