import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { FlowError, type ProjectSnapshot } from '#contract';
import { createStudioClient, sendFlow } from './index.ts';

const servers: Server[] = [];

async function listen(handler: RequestListener): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function clientOf(handler: RequestListener, token?: string) {
  return createStudioClient({ baseUrl: await listen(handler), fetch, token });
}

function answering(status: number, body: string, type = 'application/json'): RequestListener {
  return (_request, response) => response.writeHead(status, { 'content-type': type }).end(body);
}

function recorded(name: string): string {
  return readFileSync(new URL(`../contract/fixtures/aksara/${name}.json`, import.meta.url), 'utf8');
}

async function failureOf(work: Promise<unknown>): Promise<FlowError> {
  try {
    await work;
  } catch (error) {
    if (FlowError.isInstance(error)) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let body = '';
  for await (const part of request) body += String(part);
  return JSON.parse(body);
}

const emptySnapshot: ProjectSnapshot = {
  format: 'aksara-studio/snapshot@1',
  project: { name: 'p', kind: 'project', sources: { database: null, openapi: null, migrations: null } },
  database: null,
  models: [],
  routes: [],
  queries: [],
  migrations: [],
  diagnostics: [],
  skipped: [],
};

describe('the requests it sends', () => {
  it('send a body as JSON, with the token in a header and not in the URL', async () => {
    const seen: unknown[] = [];
    const client = await clientOf(async (request, response) => {
      const { authorization, 'content-type': type } = request.headers;
      seen.push({ method: request.method, url: request.url, body: await readBody(request), authorization, type });
      response.writeHead(200, { 'content-type': 'application/json' }).end(recorded('db-plan'));
    }, 's3cret');
    const plan = await client.plan({ sql: "SELECT 'a\"b'", analyze: false });
    expect(plan.estimated_cost).toBe(13.25);
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/studio/db/plan',
        body: { sql: "SELECT 'a\"b'", analyze: false },
        authorization: 'Bearer s3cret',
        type: 'application/json',
      },
    ]);
  });

  it('put a path parameter into one encoded segment', async () => {
    const urls: (string | undefined)[] = [];
    const client = await clientOf((request, response) => {
      urls.push(request.url);
      response.writeHead(200, { 'content-type': 'application/json' }).end(recorded('models-inspect-deal'));
    });
    expect((await client.model({ name: 'a/b?c=d e' })).name).toBe('Deal');
    expect(urls).toEqual(['/studio/models/inspect/a~1b%3Fc%3Dd%20e']);
  });

  it.each([
    [{ kind: 'model', body: { action_key: 'a', model_name: 'User' } }],
    [{ kind: 'route', body: { action_key: 'a', method: 'GET', path: '/api/users' } }],
    [{ kind: 'query', body: { action_key: 'a', sql: 'SELECT 1' } }],
    [{ kind: 'migration', body: { action_key: 'a', migration_id: 'blog/1' } }],
    [{ kind: 'diagnostic', body: { action_key: 'a', issue_id: 'd-001' } }],
  ] as const)('send a flow to the endpoint of its kind: %o', async (request) => {
    let seen: unknown;
    const client = await clientOf(async (incoming, response) => {
      seen = [incoming.url, await readBody(incoming)];
      response.writeHead(200, { 'content-type': 'application/json' }).end(recorded('flow-model'));
    });
    expect((await sendFlow(client, request)).ok).toBe(true);
    expect(seen).toEqual([`/studio/ai/flows/${request.kind}`, request.body]);
  });
});

describe('the answers it takes', () => {
  it('keeps fields that the contract does not know', async () => {
    const client = await clientOf(answering(200, JSON.stringify({ ...JSON.parse(recorded('health')), added: 1 })));
    expect(await client.health()).toMatchObject({ status: 'healthy', added: 1 });
  });

  it('takes a pack with ok: false as an answer', async () => {
    const client = await clientOf(answering(200, recorded('flow-model-invalid-action')));
    expect(await client.modelFlow({ action_key: 'x', model_name: 'User' })).toMatchObject({ ok: false, error_code: 'INVALID_ACTION' });
  });

  it('names the endpoint and the field when an answer does not fit', async () => {
    const client = await clientOf(answering(200, JSON.stringify({ actions: [{ action_key: 7 }], total: 1 })));
    const error = await failureOf(client.flowActions());
    expect(error.code).toBe('RUNTIME_ERROR');
    expect(error.message).toContain('GET /studio/ai/flows/actions');
    expect(error.message).toContain('actions.0.action_key');
  });

  it.each([
    ['a web page', '<!doctype html><title>Not Found</title>', 'text/html'],
    ['no JSON (text/plain)', 'hello', 'text/plain'],
    ['no JSON (application/json)', '{"status": "heal', 'application/json'],
  ])('says that it got %s', async (kind, body, type) => {
    const client = await clientOf(answering(200, body, type));
    const error = await failureOf(client.health());
    expect(error).toMatchObject({ code: 'RUNTIME_ERROR', message: `GET /studio/health answered with ${kind} where JSON was expected.` });
  });
});

describe('failures', () => {
  it('keep the code, text, suggestions and remedy of the server', async () => {
    const body = { ok: false, error_code: 'DATABASE_TIMEOUT', error: 'Too slow.', suggestions: ['a', 'b'], remedy: 'Wait.' };
    const client = await clientOf(answering(500, JSON.stringify(body)));
    expect(await failureOf(client.health())).toMatchObject({ code: 'DATABASE_TIMEOUT', message: 'Too slow.', suggestions: ['a', 'b'], remedy: 'Wait.' });
  });

  it.each([
    [400, 'INVALID_REQUEST'],
    [401, 'UNAUTHORIZED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [413, 'PAYLOAD_TOO_LARGE'],
    [415, 'UNSUPPORTED_MEDIA_TYPE'],
    [500, 'RUNTIME_ERROR'],
    [502, 'RUNTIME_ERROR'],
  ])('with status %i and a web page as body have the code %s', async (status, code) => {
    const client = await clientOf(answering(status, '<html></html>', 'text/html'));
    const error = await failureOf(client.model({ name: 'x' }));
    expect(error).toMatchObject({ code, message: `The server answered GET /studio/models/inspect/x with status ${status}.` });
  });

  it('use the detail of a foreign backend', async () => {
    const client = await clientOf(answering(404, JSON.stringify({ detail: 'Model not found' })));
    expect(await failureOf(client.model({ name: 'x' }))).toMatchObject({ code: 'NOT_FOUND', message: 'Model not found' });
  });

  it('say what does not answer and how to start it when nothing listens', async () => {
    const baseUrl = await listen(answering(200, '{}'));
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    const error = await failureOf(createStudioClient({ baseUrl, fetch }).health());
    expect(error.code).toBe('SERVER_UNREACHABLE');
    expect(error.message).toContain(`GET /studio/health at ${baseUrl}`);
    expect(error.remedy).toContain('aksara studio');
  });

  it('are SERVER_UNREACHABLE when the connection is cut within an answer', async () => {
    const client = await clientOf((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"status":', () => request.socket.destroy());
    });
    expect(await failureOf(client.health())).toMatchObject({ code: 'SERVER_UNREACHABLE' });
  });

  it('keep the code of a connection that refuses to read on', async () => {
    const refusing = new ReadableStream({ pull: (controller) => controller.error(new FlowError('PAYLOAD_TOO_LARGE', 'It is too large.')) });
    const client = createStudioClient({ baseUrl: '', fetch: () => Promise.resolve(new Response(refusing)) });
    expect(await failureOf(client.health())).toMatchObject({ code: 'PAYLOAD_TOO_LARGE', message: 'It is too large.' });
  });

  it('of the caller, an abort, stay an abort', async () => {
    const controller = new AbortController();
    const client = await clientOf(() => controller.abort());
    await expect(client.health({ signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the snapshot', () => {
  it('is the same object while the server says it did not change', async () => {
    let version = 1;
    const client = await clientOf((request, response) => {
      const etag = `"v${version}"`;
      if (request.headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end();
      return response.writeHead(200, { 'content-type': 'application/json', etag }).end(JSON.stringify(emptySnapshot));
    });
    const first = await client.snapshot();
    expect(await client.snapshot()).toBe(first);
    version = 2;
    const second = await client.snapshot();
    expect(second).not.toBe(first);
    expect(second).toEqual(first);
    expect(await client.snapshot()).toBe(second);
  });

  it.each([
    ['format', { ...emptySnapshot, format: 'other@9' }],
    ['models', { ...emptySnapshot, models: undefined }],
    ['routes', { ...emptySnapshot, routes: {} }],
    ['project', { ...emptySnapshot, project: null }],
  ])('is refused when %s is not as the contract says', async (field, snapshot) => {
    const client = await clientOf(answering(200, JSON.stringify(snapshot)));
    const error = await failureOf(client.snapshot());
    expect(error).toMatchObject({ code: 'RUNTIME_ERROR' });
    expect(error.message).toContain(`GET /studio/snapshot does not fit the contract at ${field}`);
  });
});
