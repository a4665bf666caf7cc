import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { promptPackSchema } from '#contract';
import { startStudio } from '#server';
import { replay } from '../server/testing/backend-answers.ts';
import { startFakeBackend } from '../server/testing/fake-backend.ts';
import { run } from './run.ts';
import { fakeIo } from './testing/fake-io.ts';

const words = ['ai', 'flows', 'model', 'Deal', '--action', 'explain_model', '--backend-pack'];

async function start() {
  const home = mkdtempSync(join(tmpdir(), 'aksara-cli-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const backend = await startFakeBackend();
  onTestFinished(() => backend.close());
  const env = { HOME: home, XDG_CONFIG_HOME: home, XDG_STATE_HOME: home };
  async function aksara(...argv: readonly string[]) {
    const io = fakeIo(env);
    return { code: await run(argv, io), out: io.stdout(), err: io.stderr() };
  }
  return { ...backend, env, aksara };
}

describe('aksara ai flows --backend-pack', () => {
  it('prints the pack that the backend builds, and says whose it is', async () => {
    const { aksara, origin } = await start();
    const { code, out, err } = await aksara(...words, '--aksara', origin);
    expect(code).toBe(0);
    expect(out).toContain('# User prompt\n\nAnalyse the following model');
    expect(err).toBe(`pack of ${origin} itself · ≈ 283 tokens · next: suggest_constraints, refactor_suggestions\n`);
  });

  it('prints the same by a running Studio, and ours without the option', async () => {
    const { aksara, origin, env } = await start();
    const studio = await startStudio({ port: 0, aksara: origin, environment: env });
    onTestFinished(() => studio.close());
    const own = await aksara(...words, '--aksara', origin, '--format', 'json');
    expect(promptPackSchema.parse(JSON.parse(own.out))).toMatchObject({ ok: true, backend: origin, cli_command: 'aksara ai flows model Deal --action explain_model --backend-pack' });
    expect(await aksara(...words, '--server', studio.origin, '--format', 'json')).toEqual(own);
    expect((await aksara(...words.slice(0, -1), '--server', studio.origin)).err).toMatch(/^pack [0-9a-f]{12}/);
  });

  it('says what to do when no backend is named, when it has no such model, and when its hub is not configured', async () => {
    const { aksara, origin, answers } = await start();
    expect(await aksara(...words)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--aksara http://localhost:8000') });
    expect(await aksara('ai', 'flows', 'model', 'Dael', '--action', 'explain_model', '--backend-pack', '--aksara', origin)).toMatchObject({ code: 3, err: expect.stringContaining('Did you mean Deal?') });
    answers.set('/studio/ai/flows/model', replay('flow-hub-not-configured'));
    expect(await aksara(...words, '--aksara', origin)).toMatchObject({ code: 1, err: expect.stringContaining(`${origin}/studio/ui`) });
  });

  it('is no option of a run or a check', async () => {
    const { aksara, origin } = await start();
    for (const command of ['run', 'check']) expect(await aksara('ai', command, ...words.slice(2), '--aksara', origin)).toMatchObject({ code: 2, err: expect.stringContaining("unknown option '--backend-pack'") });
  });
});
