import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints, errorResponseSchema } from '#contract';
import { createTestApp, origin, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const paths = [...new Set(Object.values(endpoints).map(({ path }) => path.replace(/:\w+/, 'x'))), '/', '/openapi.json', '/studio/ui/', '/nowhere'];

/** The status of an answer that is a JSON error of the contract; anything else is no refusal. */
async function refusal(response: Response): Promise<number | string> {
  if (!response.headers.get('content-type')?.startsWith('application/json')) return 'not JSON';
  return errorResponseSchema.safeParse(await response.json()).success ? response.status : 'not an error answer';
}

describe('on every path', () => {
  it.each(paths)('%s answers its own host and refuses every forged one', async (path) => {
    expect((await app.raw(path)).status).not.toBe(403);
    const forged = ['evil.example', 'evil.example:8150', '127.0.0.1', '127.0.0.1:8151', 'localhost:80', '127.0.0.1:8150.evil.example', 'user@127.0.0.1:8150', '127.1:8150', '', ':::', '[::1'];
    for (const hosts of [...forged.map((host) => [host]), [], ['127.0.0.1:8150', '127.0.0.1:8150']]) {
      expect(await refusal(await app.raw(path, { hosts }))).toBe(403);
    }
  });

  it.each(paths)('%s refuses foreign origins, cross-site fetches and preflights', async (path) => {
    const foreign: readonly Record<string, string>[] = [
      { origin: 'null' },
      { origin: 'http://evil.example' },
      { origin: 'https://127.0.0.1:8150' },
      { origin: 'http://127.0.0.1:8151' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' },
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ];
    for (const headers of foreign) expect(await refusal(await app.raw(path, { headers }))).toBe(403);
    expect(await refusal(await app.raw(path, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } }))).toBe(403);
  });
});

describe('requests of the Studio and of local programs', () => {
  it.each(['localhost:8150', 'LOCALHOST:8150', '127.0.0.1:8150', '[::1]:8150'])('pass with the host %s', async (host) => {
    expect((await app.raw('/studio/health', { hosts: [host] })).status).toBe(200);
  });

  it('pass with their own origin', async () => {
    const headers = { origin: 'http://localhost:8150', 'sec-fetch-site': 'same-origin' };
    expect((await app.post('/studio/refresh', {}, headers)).status).toBe(200);
  });

  it('pass as a top-level navigation from another site, but not as its form post', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect((await app.raw('/', { headers })).status).toBe(302);
    expect((await app.post('/studio/refresh', {}, headers)).status).toBe(403);
  });
});

describe('a path that could be read in two ways', () => {
  it.each([
    '//studio/health', '/studio//health', '/studio%2Fhealth', '/studio%2fhealth', '/studio%5Chealth', '/studio\\health', '/x/../studio/health', '/studio/..%2fhealth',
    '/studio/%2e%2e/health', '/studio/health%00', '/studio/health#x', '/studio/%zz', '/studio/%ff', 'http://127.0.0.1:8150/studio/health',
  ])('%s is refused', async (target) => {
    expect(await refusal(await app.raw(target))).toBe(400);
  });

  it('in absolute form with another host is refused as forged', async () => {
    expect(await refusal(await app.raw('http://evil.example/studio/health'))).toBe(403);
  });

  it('in its query string only is fine', async () => {
    expect((await app.raw('/studio/health?next=//x/../y%2f')).status).toBe(200);
  });
});

describe('every answer', () => {
  it.each(['/studio/health', '/nowhere', '/studio/models/inspect/nobody', '/'])('%s carries the security headers and no CORS header', async (path) => {
    for (const response of [await app.get(path), await app.get(path, { origin: 'null' })]) {
      expect(response.headers.get('content-security-policy')).toBe(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      );
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('of a refusal repeats nothing of the request', async () => {
    const response = await app.raw('/studio/health?canary-query', { hosts: ['canary-host.example'], headers: { origin: 'http://canary-origin' } });
    expect(await response.text()).not.toContain('canary');
  });
});

describe('with a token', () => {
  let guarded: TestApp;
  const token = 'canary-token-0123456789';
  beforeAll(async () => {
    guarded = await createTestApp({ token });
  });
  afterAll(() => guarded.close());

  it.each([...paths.filter((path) => path.startsWith('/studio/') && path !== '/studio/ui/'), '/openapi.json'])('%s asks for it', async (path) => {
    expect(await refusal(await guarded.raw(path))).toBe(401);
    for (const authorization of ['Bearer wrong', `Basic ${token}`, `Bearer ${token}x`, token, 'Bearer ']) {
      expect(await refusal(await guarded.raw(path, { headers: { authorization } }))).toBe(401);
    }
    expect((await guarded.raw(path, { headers: { authorization: `Bearer ${token}` } })).status).not.toBe(401);
  });

  it('the page itself loads without, so that it can read the token from its address', async () => {
    expect((await guarded.get('/')).status).toBe(302);
  });

  it('a forged host is refused before the token is looked at', async () => {
    expect(await refusal(await guarded.raw('/studio/health', { hosts: ['evil.example'], headers: { authorization: `Bearer ${token}` } }))).toBe(403);
  });

  it('no answer holds the token', async () => {
    const answers = await Promise.all(paths.map(async (path) => (await guarded.get(path, { authorization: `Bearer ${token}` })).text()));
    expect(answers.join('\n')).not.toContain(token);
  });
});
