import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runResponseSchema } from '#contract';
import { fakeAnswer, fakeKey, startFakeProvider, type FakeProvider } from '../server/testing/fake-provider.ts';
import { findNativePostgres, type NativeDatabase } from '../server/testing/native-postgres.ts';
import { createTestApp, type TestApp } from '../server/testing/test-app.ts';
import { run } from './run.ts';
import { fakeIo } from './testing/fake-io.ts';

const home = mkdtempSync(join(tmpdir(), 'aksara-run-'));
const whole = fakeAnswer.join('');
const never = () => new Promise<void>(() => {});
let fake: FakeProvider;
let app: TestApp;
let origin: string;
let env: Record<string, string>;

beforeAll(async () => {
  fake = await startFakeProvider({ key: fakeKey });
  env = { XDG_CONFIG_HOME: home, HOME: home, ...fake.environment.openai, ...fake.environment.anthropic, ...fake.environment.ollama, ...fake.environment.custom };
  app = await createTestApp({ environment: env });
  origin = await app.listen();
});

afterAll(async () => {
  await app.close();
  await fake.close();
  rmSync(home, { recursive: true, force: true });
});

let stopped: () => Promise<void> = never;
let interactive = false;
beforeEach(() => {
  [stopped, interactive] = [never, false];
});
afterEach(() => fake.reset());

async function aksara(...argv: readonly string[]) {
  const io = { ...fakeIo(env), stopped: () => stopped(), interactive };
  const code = await run(['ai', 'run', ...argv], io);
  return { code, out: io.stdout(), err: io.stderr() };
}

function onServer(...argv: readonly string[]) {
  return aksara(...argv, '--server', origin);
}

const model = ['model', 'User', '--action', 'explain_model'] as const;

describe('aksara ai run', () => {
  it.each([
    [model],
    [['route', 'GET:/api/users', '--action', 'review_endpoint']],
    [['query', '--sql', 'SELECT * FROM users', '--action', 'explain_plan']],
    [['migration', '--app', 'blog', '--action', 'explain_migration']],
    [['diagnostic', '--issue-id', 'd-001', '--action', 'diagnostic_prioritize']],
  ])('prints the answer to %j, and all about it on standard error', async (argv) => {
    const { code, out, err } = await onServer(...argv);
    expect({ code, out }).toEqual({ code: 0, out: `${whole}\n` });
    expect(err).toMatch(/^pack [0-9a-f]{12} · ≈ \d+ tokens · to openai fake-large\nopenai fake-large · \d+\.\d s · 10 tokens read, 5 written\n$/);
  });

  it.each(['openai', 'anthropic', 'ollama', 'custom'])('asks %s when told so', async (provider) => {
    const { code, out, err } = await onServer(...model, '--provider', provider, '--model', 'fake-small');
    expect({ code, out }).toEqual({ code: 0, out: `${whole}\n` });
    expect(err).toContain(`${provider} fake-small`);
    expect(fake.requests.map(({ body }) => body?.['model'])).toEqual(['fake-small']);
  });

  it('streams to a terminal, without control characters', async () => {
    interactive = true;
    fake.fail({ kind: 'text', texts: ['a\u001B]52;c;x\u0007', 'b\n', '\u009Bc'] });
    expect((await onServer(...model)).out).toBe('a\uFFFD]52;c;x\uFFFDb\n\uFFFDc\n');
  });

  it('prints one event a line with --format json --stream', async () => {
    const { code, out } = await onServer(...model, '--format', 'json', '--stream');
    expect(code).toBe(0);
    const events = out.trimEnd().split('\n').map((line) => JSON.parse(line));
    expect(events.map(({ event }) => event)).toEqual(expect.arrayContaining(['pack', 'delta', 'usage', 'done']));
  });

  it('says when it asks again', async () => {
    fake.fail({ kind: 'status', status: 429, headers: { 'retry-after': '0.01' } });
    const { code, err } = await onServer(...model);
    expect(code).toBe(0);
    expect(err).toContain('asks to wait (HTTP 429). It says: status 429 Asking again in 0.01 s.');
  });
});

describe('Ctrl-C', () => {
  it.each([['--stream'], ['--no-stream']])('with %s ends with 130, keeps what had come and closes the connection', async (how) => {
    fake.fail({ kind: 'hang-mid-stream' });
    stopped = async () => {
      while (fake.requests.length === 0) await pause(5);
      await pause(100);
    };
    const { code, out, err } = await onServer(...model, how);
    expect({ code, out }).toEqual({ code: 130, out: `${fakeAnswer[0]}\n` });
    expect(err).toContain('The answer above is not complete.\naksara: The run was stopped. [CANCELLED]');
    await fake.requests[0]?.closed;
  });
});

const postgres = await findNativePostgres();

describe.skipIf('reason' in postgres)('without a server', () => {
  let database: NativeDatabase;
  beforeAll(async () => {
    if (!('reason' in postgres)) database = await postgres.create('run', 'CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL)');
  });
  afterAll(() => database.drop());

  it('the pack is built, sent and answered here', async () => {
    const { code, out } = await aksara(...model, '--database-url', database.url, '--format', 'json');
    expect(code).toBe(0);
    const response = runResponseSchema.parse(JSON.parse(out));
    expect(response).toMatchObject({ ok: true, execution: { response: whole } });
    expect(JSON.stringify(fake.requests[0]?.body)).toContain(JSON.stringify(response.prompt_pack?.user_prompt));
  });

  it('Ctrl-C closes the connection too', async () => {
    fake.fail({ kind: 'hang-before-headers' });
    stopped = async () => {
      while (fake.requests.length === 0) await pause(5);
    };
    expect(await aksara(...model, '--database-url', database.url)).toMatchObject({ code: 130, out: '' });
    await fake.requests[0]?.closed;
  });
});

describe('a run that fails', () => {
  it.each([
    [['model', 'Usr', '--action', 'explain_model'], 3, 'NOT_FOUND', 'Did you mean User?'],
    [[...model, '--provider', 'nope'], 2, 'UNKNOWN_PROVIDER', 'Available: openai'],
    [[...model, '--provider', 'aksara'], 2, 'UNKNOWN_PROVIDER', 'start with --aksara URL'],
    [[...model, '--provider', 'azure'], 1, 'AI_HUB_NOT_CONFIGURED', 'AZURE_OPENAI_API_KEY'],
    [[...model, '--model', 'gpt-0'], 3, 'PROVIDER_MODEL_NOT_FOUND', 'gpt-0'],
    [['route', '/api/users', '--action', 'review_endpoint'], 2, 'INVALID_REQUEST', 'METHOD:/path'],
  ])('%j ends with %i and %s', async (argv, code, errorCode, text) => {
    const asText = await onServer(...argv);
    expect(asText).toMatchObject({ code, out: '' });
    expect(asText.err).toContain(`[${errorCode}]`);
    expect(asText.err).toContain(text);
    const asJson = await onServer(...argv, '--format', 'json');
    expect(asJson).toMatchObject({ code, err: '' });
    expect(JSON.parse(asJson.out).ok).toBe(false);
    expect(asJson.out).toContain(errorCode);
  });

  it('in the middle keeps the part and says so', async () => {
    fake.fail({ kind: 'error-event', message: 'overloaded' });
    const { code, out, err } = await onServer(...model, '--stream');
    expect({ code, out }).toEqual({ code: 1, out: `${fakeAnswer[0]}\n` });
    expect(err).toContain('[ANSWER_BROKEN_OFF]\nTry again; the part that came is kept.');
  });

  it('never prints the key', async () => {
    fake.fail({ kind: 'status', status: 401, message: `Incorrect API key provided: ${fakeKey}` });
    const { code, out, err } = await onServer(...model);
    expect(code).toBe(1);
    expect(err).toContain('[PROVIDER_AUTH_FAILED]');
    expect(out + err).not.toContain(fakeKey);
  });
});
