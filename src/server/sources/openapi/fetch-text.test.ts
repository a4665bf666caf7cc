import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchText } from './fetch-text.ts';
import { readOpenApi } from './read-openapi.ts';

const PORT = 8142;
const BASE = `http://127.0.0.1:${PORT}`;
const DOCUMENT = 'openapi: 3.1.0\npaths: {/a: {get: {}}}\n';

let server: Server | null = null;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
  server = null;
});

async function serve(listener: RequestListener): Promise<void> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(PORT, '127.0.0.1', resolve));
}

async function reason(location: string): Promise<string | undefined> {
  const { routes, skipped } = await readOpenApi(location, []);
  expect(routes).toEqual([]);
  return skipped[0]?.reason;
}

describe('an OpenAPI address', () => {
  it('is read with its credentials, which nothing afterwards shows', async () => {
    const seen: (string | undefined)[] = [];
    await serve((request, response) => {
      seen.push(request.headers.authorization, request.url);
      response.end(DOCUMENT);
    });
    const result = await readOpenApi(`http://ann:s3cret%21@127.0.0.1:${PORT}/v1/openapi.yaml?token=t0k3n`, []);
    expect(seen).toEqual([`Basic ${Buffer.from('ann:s3cret!').toString('base64')}`, '/v1/openapi.yaml?token=t0k3n']);
    expect(result.routes[0]?.source).toBe(`${BASE}/v1/openapi.yaml#/paths/~1a/get`);
    expect(JSON.stringify(result)).not.toMatch(/s3cret|t0k3n|ann/);
  });

  it('may redirect a few times, and its credentials stay with their origin', async () => {
    const seen: (string | undefined)[] = [];
    await serve((request, response) => {
      seen.push(request.headers.authorization);
      if (request.headers.host?.startsWith('localhost')) response.end(DOCUMENT);
      else response.writeHead(302, { location: `http://localhost:${PORT}/other` }).end();
    });
    const { routes } = await readOpenApi(`http://ann:pw@127.0.0.1:${PORT}/`, []);
    expect(routes).toHaveLength(1);
    expect(seen).toEqual([expect.stringContaining('Basic'), undefined]);
  });

  it('is given up when it redirects for ever, elsewhere than http, or to a metadata host', async () => {
    let location = '/again';
    await serve((_request, response) => response.writeHead(302, { location }).end());
    expect(await reason(`${BASE}/`)).toBe(`${BASE}/ redirects more than 3 times.`);
    location = 'file:///etc/passwd';
    expect(await reason(`${BASE}/`)).toBe(`${BASE}/ redirects to a file: address, which is not followed.`);
    location = 'http://169.254.169.254/latest/meta-data';
    expect(await reason(`${BASE}/`)).toContain('is a link-local or metadata address, which is never asked');
  });

  it('says what went wrong without the query', async () => {
    await serve((request, response) => {
      if (request.url?.startsWith('/html')) response.end('<html>Log in</html>');
      else response.writeHead(503).end('down');
    });
    expect(await reason(`${BASE}/x?token=t`)).toBe(`${BASE}/x answered HTTP 503.`);
    expect(await reason(`${BASE}/html?token=t`)).toBe(`${BASE}/html is an HTML or XML page, not an OpenAPI document.`);
    expect(await reason('http://127.0.0.1:8149/x?token=t')).toBe('http://127.0.0.1:8149/x cannot be reached (ECONNREFUSED).');
  });

  it('is given up when it is too large or too slow', async () => {
    await serve((request, response) => {
      response.write('x'.repeat(4_000));
      if (request.url === '/large') response.end('x');
    });
    await expect(fetchText(new URL(`${BASE}/large`), { maxBytes: 4_000, timeoutMs: 5_000 })).rejects.toThrow('is larger than');
    await expect(fetchText(new URL(`${BASE}/slow`), { maxBytes: 5_000, timeoutMs: 300 })).rejects.toThrow('did not answer completely within 0.3 s');
  });
});
