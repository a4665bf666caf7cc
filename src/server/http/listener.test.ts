import type { Server } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Hono } from 'hono';
import { loadSqlParser } from '#sql';
import { openHistory } from '../history/history.ts';
import { openHub } from '../hub/hub.ts';
import { createProject } from '../project/create-project.ts';
import { fixedSources } from '../testing/fixed-sources.ts';
import { createApp } from './app.ts';
import { authoritiesOf } from './authorities.ts';
import { createHttpServer } from './listener.ts';
import { listen } from './listen.ts';

const host = '127.0.0.1';
let server: Server;
let port: number;
const logged: unknown[] = [];

beforeAll(async () => {
  let authorities: ReadonlySet<string> = new Set();
  const project = await createProject({ sources: fixedSources(), parser: await loadSqlParser(), watch: false });
  const about = { version: '0', startedAt: new Date(), now: () => new Date() };
  const hub = openHub({ HOME: '/nowhere' });
  const app = createApp(project, hub, { about, authorities: () => authorities, history: openHistory({ HOME: '/nowhere' }), uiFolder: null, log: (error) => logged.push(error) });
  server = createHttpServer(app.fetch);
  port = await listen(server, host, 0);
  authorities = authoritiesOf({ host, port });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends bytes as they are and answers everything that came back before the connection ended. */
function send(text: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, host, () => socket.end(text));
    socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
    socket.on('close', () => resolve(answer)).on('error', () => undefined); // a reset is an answer too: an empty one
  });
}

const request = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`;
const get = (target: string, ...headers: readonly string[]): string => request([`GET ${target} HTTP/1.1`, ...headers]);
const own = (): string => `Host: ${host}:${port}`;

async function expectHealthy(): Promise<void> {
  expect(await send(get('/studio/health', own()))).toMatch(/^HTTP\/1\.1 200 /);
}

describe('a server that listens', () => {
  it('answers its own host', expectHealthy);

  it('answers the documented request', async () => {
    const body = '{"action_key": "explain_model", "model_name": "User"}';
    const answer = await send(request(['POST /studio/ai/flows/model HTTP/1.1', `Host: localhost:${port}`, 'Content-Type: application/json', `Content-Length: ${body.length}`]) + body);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    expect(answer).toContain('"ok":true');
  });

  it.each<[string, () => string, number]>([
    ['two Host headers', () => get('/studio/health', own(), own()), 403],
    ['two Host headers, the first forged', () => get('/studio/health', 'Host: evil.example', own()), 403],
    ['two Host headers, the second forged', () => get('/studio/health', own(), 'hOST: evil.example'), 403],
    ['a rebound host', () => get('/studio/health', `Host: evil.example:${port}`), 403],
    ['another port', () => get('/studio/health', `Host: ${host}:1`), 403],
    ['no port', () => get('/studio/health', `Host: ${host}`), 403],
    ['an empty host', () => get('/studio/health', 'Host:'), 403],
    ['a host that is no host', () => get('/studio/health', 'Host: [::1'), 403],
    ['a host with a path', () => get('/studio/health', `Host: ${host}:${port}/x`), 403],
    ['a host with a user', () => get('/studio/health', `Host: a@${host}:${port}`), 403],
    ['a host in spaces', () => get('/studio/health', `Host: ${host}:${port} evil`), 403],
    ['no host', () => get('/studio/health'), 403],
    ['an absolute target of another host', () => get('http://evil.example/studio/health', own()), 403],
    ['an absolute target of its own', () => get(`http://${host}:${port}/studio/health`, own()), 400],
    ['an absolute target with another port', () => get(`http://${host}:1/studio/health`, own()), 403],
    ['origin null', () => get('/studio/health', own(), 'Origin: null'), 403],
    ['a path that begins with two slashes', () => get('//studio/health', own()), 400],
    ['an encoded slash', () => get('/studio%2Fhealth', own()), 400],
    ['a way out', () => get('/x/../studio/health', own()), 400],
    ['an encoded way out', () => get('/x/%2e%2E/studio/health', own()), 400],
    ['a backslash', () => get('/studio\\health', own()), 400],
    ['an encoded NUL', () => get('/studio/health%00', own()), 400],
    ['a fragment', () => get('/studio/health#x', own()), 400],
    ['OPTIONS of everything', () => request(['OPTIONS * HTTP/1.1', own()]), 403],
    ['a preflight', () => request(['OPTIONS /studio/refresh HTTP/1.1', own(), 'Access-Control-Request-Method: POST']), 403],
    ['TRACE', () => request(['TRACE /studio/health HTTP/1.1', own()]), 405],
    ['no HTTP at all', () => 'hello\r\n\r\n', 400],
    ['a header without a colon', () => get('/studio/health', own(), 'broken header'), 400],
    ['a NUL in the request line', () => get('/studio/\0health', own()), 400],
    ['two lengths', () => request(['POST /studio/refresh HTTP/1.1', own(), 'Content-Length: 2', 'Content-Length: 3', 'Content-Type: application/json']) + '{}', 400],
    ['a length and chunks', () => request(['POST /studio/refresh HTTP/1.1', own(), 'Content-Length: 2', 'Transfer-Encoding: chunked', 'Content-Type: application/json']) + '{}', 400],
    ['20 KiB of headers', () => get('/studio/health', own(), `X-Long: ${'x'.repeat(20_000)}`), 431],
  ])('refuses %s, as JSON', async (_, text, status) => {
    const answer = await send(text());
    expect(answer.split(' ')[1]).toBe(String(status));
    const [, body = ''] = answer.split('\r\n\r\n');
    expect(body).toContain('"ok":false');
    await expectHealthy();
  });

  it('refuses a body that grows over 1 MiB without a declared length', async () => {
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const head = request(['POST /studio/refresh HTTP/1.1', own(), 'Content-Type: application/json', 'Transfer-Encoding: chunked']);
    const answer = await send(`${head}${chunk.repeat(17)}0\r\n\r\n`);
    expect(answer.split(' ')[1]).toBe('413');
  });

  it('survives 10,000 malformed requests', async () => {
    const piece = fc.oneof(
      fc.constantFrom('GET', 'POST', 'OPTIONS', ' ', '\r\n', '\r\n\r\n', 'HTTP/1.1', 'HTTP/9.9', 'Host:', `Host: ${host}:${port}`, '//', '..', '%2f', '%00', '\\', '/studio/health', 'http://', 'Transfer-Encoding: chunked', 'Content-Length: -1', 'Content-Length: 99999999999999999999', '{', '\0', ':'),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    const texts = fc.sample(fc.array(piece, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')), { numRuns: 10_000, seed: 20_260_101 });
    for (let at = 0; at < texts.length; at += 100) await Promise.all(texts.slice(at, at + 100).map(send));
    await expectHealthy();
    expect(logged).toEqual([]);
  }, 60_000);
});

describe('a port that is taken', () => {
  it('is left for the next free one', async () => {
    const second = createHttpServer(new Hono().fetch);
    const next = await listen(second, host, port);
    expect(next).toBeGreaterThan(port);
    second.close();
  });

  it('of an address this machine has not is an error that says so', async () => {
    const never = createHttpServer(new Hono().fetch);
    await expect(listen(never, '203.0.113.7', 0)).rejects.toMatchObject({ code: 'INVALID_REQUEST', message: expect.stringContaining('203.0.113.7') });
  });
});
