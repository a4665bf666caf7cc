import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createSilentServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type HubProviderKind, type RunEvent } from '#contract';
import { emptyHubState } from '../hub/hub-file.ts';
import { findProvider } from '../hub/provider-definitions.ts';
import { toProviderSettings } from '../hub/provider-settings.ts';
import { fakeAnswer, fakeKey, startFakeProvider, type FakeProvider } from '../testing/fake-provider.ts';
import type { Fault } from '../testing/fake-faults.ts';
import { execute, type RunLimits } from './execute.ts';
import { findConnector } from './connectors/find-connector.ts';

let fake: FakeProvider;
beforeEach(async () => {
  fake = await startFakeProvider({ key: fakeKey });
});
afterEach(() => fake.close());

const whole = fakeAnswer.join('');
/** Short pauses, and waits that a busy machine does not reach. */
const patient = { pausesMs: [5, 10], connectMs: 10_000, firstTokenMs: 15_000, idleMs: 15_000, totalMs: 18_000 };
/** For a provider that hangs. */
const hasty = { firstTokenMs: 1000, idleMs: 300 };

type Dialect = Exclude<HubProviderKind, 'copy_only' | 'aksara'> | 'events';
const dialects: readonly Dialect[] = ['openai', 'azure', 'anthropic', 'ollama', 'custom', 'events'];
const streaming = dialects.filter((name) => name !== 'custom');

interface RunOptions {
  readonly limits?: Partial<RunLimits>;
  readonly environment?: Record<string, string>;
  readonly model?: string;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

async function run(dialect: Dialect, { limits, environment, model = 'fake-large', signal = new AbortController().signal, onEvent }: RunOptions = {}) {
  const kind = dialect === 'events' ? 'custom' : dialect;
  const definition = findProvider(kind);
  const connector = findConnector(kind);
  if (!definition || !connector) throw new Error(`${kind} can be asked`);
  const events: RunEvent[] = [];
  const variables = { ...fake.environment[kind], ...(dialect === 'events' && { AI_HTTP_ENDPOINT: `${fake.origin}/complete/sse` }), ...environment };
  const execution = await execute({
    connector,
    settings: toProviderSettings(definition, emptyHubState, variables),
    model,
    prompt: { system: 'You are a database architect.', user: 'Explain.', tokens: 12 },
    secrets: [fakeKey],
    signal,
    limits: { ...patient, ...limits },
    emit(event) {
      events.push(event);
      onEvent?.(event);
    },
  });
  const text = events.flatMap((event) => (event.event === 'delta' ? [event.data.text] : [])).join('');
  return { execution, events, text };
}

describe.each(dialects)('%s', (dialect) => {
  it('gives the whole answer, with its tokens', async () => {
    const { execution, text, events } = await run(dialect);
    expect(execution).toMatchObject({ ok: true, model: 'fake-large', response: whole, tokens: { prompt: 10, completion: 5, total: 15 }, error: null });
    expect(execution).not.toHaveProperty('error_code');
    expect(text).toBe(whole);
    expect(events.filter(({ event }) => event === 'usage')).toHaveLength(1);
  });

  it('sends system prompt, user prompt and model, and its key in a header', async () => {
    await run(dialect);
    const [request] = fake.requests;
    const sent = JSON.stringify(request?.body);
    expect(sent).toContain('You are a database architect.');
    expect(sent).toContain('"Explain."');
    expect(`${request?.path}${sent}`).toContain('fake-large');
    expect(`${request?.path}${sent}`).not.toContain(fakeKey);
    expect(JSON.stringify(request?.headers).includes(fakeKey)).toBe(dialect !== 'ollama');
  });

  it('gives the same answer byte by byte', async () => {
    fake.fail({ kind: 'byte-by-byte' });
    expect((await run(dialect)).execution).toMatchObject({ ok: true, response: whole });
  });

  it('replaces half a character and goes on', async () => {
    fake.fail({ kind: 'half-character' });
    expect((await run(dialect)).execution).toMatchObject({ ok: true, response: whole.replace('🚀', '\uFFFD') });
  });

  it.each<[string, Fault, string, string]>([
    ['a web page', { kind: 'html' }, 'PROVIDER_BAD_ANSWER', 'a web page'],
    ['401', { kind: 'status', status: 401, message: `bad key ${fakeKey}` }, 'PROVIDER_AUTH_FAILED', 'refused the key'],
    ['404', { kind: 'status', status: 404, message: 'no such model' }, 'PROVIDER_MODEL_NOT_FOUND', 'no such model'],
    ['400', { kind: 'status', status: 400, message: 'context length exceeded' }, 'PROVIDER_REFUSED', 'context length exceeded'],
    ['429 for an hour', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }, 'PROVIDER_RATE_LIMITED', 'wait 3600 s'],
    ['a redirect', { kind: 'redirect', to: 'http://127.0.0.1:1/elsewhere' }, 'PROVIDER_ADDRESS_REFUSED', '127.0.0.1:1'],
    ['an error as the first thing in a 200', { kind: 'error-first', message: `overloaded ${fakeKey}` }, 'PROVIDER_ERROR', 'overloaded ‹secret›'],
    ['an answer without text', { kind: 'text', texts: [] }, 'PROVIDER_BAD_ANSWER', 'without any text'],
    ['no answer at all', { kind: 'hang-before-headers' }, 'PROVIDER_TIMEOUT', 'did not begin to answer within 1 s'],
  ])('tells %s with a code, a text and the next step, and asks once', async (_, fault, code, text) => {
    fake.fail(fault);
    const { execution, events } = await run(dialect, { limits: fault.kind === 'hang-before-headers' ? hasty : {} });
    expect(execution).toMatchObject({ ok: false, error_code: code, response: '', partial: false });
    expect(execution.error).toContain(text);
    expect(execution.remedy?.length).toBeGreaterThan(10);
    expect(fake.requests).toHaveLength(1);
    expect(JSON.stringify([execution, events])).not.toContain(fakeKey);
  });

  it('asks again after 500 and after 429 with a short Retry-After, and says so', async () => {
    fake.fail({ kind: 'status', status: 500 }, { kind: 'status', status: 429, headers: { 'retry-after': '0.02' } });
    const { execution, events } = await run(dialect);
    expect(execution).toMatchObject({ ok: true, response: whole });
    expect(events.filter(({ event }) => event === 'retry').map(({ data }) => data)).toMatchObject([
      { attempt: 2, wait_ms: 5, error_code: 'PROVIDER_ERROR' },
      { attempt: 3, wait_ms: 20, error_code: 'PROVIDER_RATE_LIMITED' },
    ]);
  });

  it('gives up after the third 500', async () => {
    fake.fail(...Array.from({ length: 4 }, () => ({ kind: 'status', status: 503 }) as const));
    expect((await run(dialect)).execution).toMatchObject({ ok: false, error_code: 'PROVIDER_ERROR' });
    expect(fake.requests).toHaveLength(3);
  });

  it('says that nothing listens', async () => {
    const { [dialect === 'events' ? 'custom' : dialect]: variables } = fake.environment;
    const dead = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value.replace(fake.origin, 'http://127.0.0.1:1')]));
    const { execution } = await run(dialect, { environment: dialect === 'events' ? { AI_HTTP_ENDPOINT: 'http://127.0.0.1:1/' } : dead });
    expect(execution).toMatchObject({ ok: false, error_code: 'PROVIDER_UNREACHABLE', error: expect.stringContaining('nothing listens there (ECONNREFUSED)') });
  });

  it('refuses a metadata address', async () => {
    const { [dialect === 'events' ? 'custom' : dialect]: variables } = fake.environment;
    const metadata = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, value.replace(fake.origin, 'http://169.254.169.254')]));
    const { execution } = await run(dialect, { environment: { ...metadata, ...(dialect === 'events' && { AI_HTTP_ENDPOINT: 'http://[::ffff:169.254.169.254]/' }) } });
    expect(execution).toMatchObject({ ok: false, error_code: 'PROVIDER_ADDRESS_REFUSED' });
  });

  it('never follows a redirect to another server', async () => {
    let touched = false;
    const other = createServer((_, response) => {
      touched = true;
      response.end();
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    fake.fail({ kind: 'redirect', to: `http://127.0.0.1:${(other.address() as AddressInfo).port}/` });
    expect((await run(dialect)).execution.error_code).toBe('PROVIDER_ADDRESS_REFUSED');
    expect(touched).toBe(false);
  });

  it('closes the connection when it is stopped', async () => {
    fake.fail({ kind: 'hang-before-headers' });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const { execution } = await run(dialect, { signal: controller.signal });
    expect(execution).toMatchObject({ ok: false, error_code: 'CANCELLED', partial: false });
    await fake.requests[0]?.closed;
  });

  it('never gives back its key, even when the answer holds it', async () => {
    fake.fail({ kind: 'text', texts: ['The key is ', fakeKey.slice(0, 9), fakeKey.slice(9), ' and ', Buffer.from(fakeKey).toString('base64'), '.'] });
    const { execution, text } = await run(dialect);
    expect(execution.response).toBe(text);
    expect(text).toMatch(/^The key is ‹secret:provider-key› and ‹secret:provider-key›.{0,4}\.$/);
  });
});

const begun = fakeAnswer.slice(0, 1).join('');

describe.each(streaming)('%s, once it has begun,', (dialect) => {
  it.each<[string, Fault, string, string]>([
    ['an error event', { kind: 'error-event', message: `overloaded ${fakeKey}` }, 'ANSWER_BROKEN_OFF', 'overloaded ‹secret›'],
    ['a hang', { kind: 'hang-mid-stream' }, 'PROVIDER_TIMEOUT', 'no further piece'],
    ['a cut connection', { kind: 'cut' }, 'ANSWER_BROKEN_OFF', 'ended within the answer'],
    ['an end that is none', { kind: 'ends-early' }, 'ANSWER_BROKEN_OFF', 'without saying that it is complete'],
  ])('keeps what had come before %s, and does not ask again', async (_, fault, code, text) => {
    fake.fail(fault);
    const { execution } = await run(dialect, { limits: fault.kind === 'hang-mid-stream' ? hasty : {} });
    expect(execution).toMatchObject({ ok: false, error_code: code, response: begun, partial: true });
    expect(execution.error).toContain(text);
    expect(execution.error).not.toContain(fakeKey);
    expect(fake.requests).toHaveLength(1);
  });

  it('ends an endless answer and keeps its beginning', async () => {
    fake.fail({ kind: 'endless', pieces: true });
    const { execution } = await run(dialect, { limits: { answerBytes: 100_001 } });
    expect(execution).toMatchObject({ ok: false, error_code: 'ANSWER_TOO_LARGE', partial: true });
    expect(execution.response).toHaveLength(100_001);
    await fake.requests[0]?.closed;
  });

  it('ends an answer of 50 MiB in one event', async () => {
    fake.fail({ kind: 'endless', pieces: false });
    expect((await run(dialect)).execution).toMatchObject({ ok: false, error_code: 'ANSWER_TOO_LARGE' });
  });

  it('keeps what had come when it is stopped, and closes the connection', async () => {
    fake.fail({ kind: 'hang-mid-stream' });
    const controller = new AbortController();
    const { execution } = await run(dialect, { signal: controller.signal, onEvent: () => controller.abort() });
    expect(execution).toMatchObject({ ok: false, error_code: 'CANCELLED', response: begun, partial: true });
    await fake.requests[0]?.closed;
  });

  it('hands over each piece as it comes', async () => {
    fake.fail({ kind: 'slow', ms: 30 });
    const { events } = await run(dialect);
    expect(events.filter(({ event }) => event === 'delta').map(({ data }) => data)).toEqual(fakeAnswer.map((text) => ({ text })));
  });
});

describe('a custom endpoint that answers JSON', () => {
  it.each<[string, Fault, string]>([
    ['an error in the body', { kind: 'error-event', message: 'no credit' }, 'PROVIDER_ERROR'],
    ['half an answer', { kind: 'ends-early' }, 'PROVIDER_BAD_ANSWER'],
    ['50 MiB', { kind: 'endless', pieces: false }, 'ANSWER_TOO_LARGE'],
  ])('%s is told', async (_, fault, code) => {
    fake.fail(fault);
    expect((await run('custom')).execution).toMatchObject({ ok: false, error_code: code, response: '' });
  });
});

describe('a host', () => {
  it('is found by its name', async () => {
    const origin = fake.origin.replace('127.0.0.1', 'localhost');
    expect((await run('ollama', { environment: { OLLAMA_BASE_URL: origin } })).execution).toMatchObject({ ok: true, response: whole });
  });

  it('that never finishes the TLS handshake is tried three times and given up', async () => {
    let connections = 0;
    const silent = createSilentServer(() => void (connections += 1)).listen(0, '127.0.0.1');
    onTestFinished(() => void silent.close());
    await once(silent, 'listening');
    const OLLAMA_BASE_URL = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const { execution } = await run('ollama', { environment: { OLLAMA_BASE_URL }, limits: { connectMs: 60 } });
    expect(execution).toMatchObject({ ok: false, error_code: 'PROVIDER_TIMEOUT', error: expect.stringContaining('did not take a connection within 0.06 s') });
    expect(connections).toBe(3);
  });

  it('whose answer takes too long in all is given up', async () => {
    fake.fail({ kind: 'slow', ms: 100 });
    const { execution } = await run('openai', { limits: { totalMs: 250 } });
    expect(execution).toMatchObject({ ok: false, error_code: 'PROVIDER_TIMEOUT', error: expect.stringContaining('did not finish its answer within 0.25 s') });
  });
});

describe('ollama', () => {
  it('is given a context that holds the prompt and the answer', async () => {
    await run('ollama');
    expect(fake.requests[0]?.body).toMatchObject({ stream: true, options: { num_ctx: 6144 } });
  });
});

describe('azure', () => {
  it('with an API version is asked by deployment', async () => {
    await run('azure', { environment: { AZURE_OPENAI_API_VERSION: '2024-10-21' } });
    expect(fake.requests[0]?.path).toBe('/openai/deployments/fake-large/chat/completions?api-version=2024-10-21');
  });

  it('without one is asked at its current address', async () => {
    await run('azure');
    expect(fake.requests[0]?.path).toBe('/openai/v1/chat/completions');
  });
});
