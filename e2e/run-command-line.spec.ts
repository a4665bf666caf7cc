import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { fakeAnswer, fakeKey, startFakeProvider, type FakeProvider } from '../src/server/testing/fake-provider.ts';
import { main } from './start-studio.ts';

// Each command reads the whole sample project.
test.slow();

let fake: FakeProvider;
let home: string;
test.beforeEach(async () => {
  fake = await startFakeProvider({ key: fakeKey });
  home = mkdtempSync(join(tmpdir(), 'aksara-e2e-'));
});
test.afterEach(async () => {
  await fake.close();
  rmSync(home, { recursive: true, force: true });
});

/** The built command with a provider in its environment. */
function startRun(provider: keyof FakeProvider['environment']) {
  const env = { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: join(home, 'config'), ...fake.environment[provider] };
  const child = spawn(process.execPath, [main, 'ai', 'run', 'model', 'User', '--action', 'explain_model', '--stream'], { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => (printed.out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (printed.err += part));
  return { child, printed, ended: once(child, 'close') };
}

for (const provider of ['openai', 'azure', 'anthropic', 'ollama', 'custom'] as const) {
  test(`the built command runs a pack by ${provider}`, async () => {
    const { child, printed, ended } = startRun(provider);
    await ended;
    expect({ code: child.exitCode, out: printed.out }).toEqual({ code: 0, out: `${fakeAnswer.join('')}\n` });
    expect(printed.err + printed.out).not.toContain(fakeKey);
  });
}

test('Ctrl-C stops the built command, keeps what it printed and closes the connection', async () => {
  fake.fail({ kind: 'hang-mid-stream' });
  const { child, printed, ended } = startRun('anthropic');
  await expect.poll(() => printed.out).toBe(fakeAnswer[0]);
  child.kill('SIGINT');
  await ended;
  expect({ code: child.exitCode, out: printed.out }).toEqual({ code: 130, out: `${fakeAnswer[0]}\n` });
  expect(printed.err).toContain('[CANCELLED]');
  await fake.requests[0]?.closed;
});
