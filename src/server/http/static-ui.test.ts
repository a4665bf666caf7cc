import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

const folder = mkdtempSync(join(tmpdir(), 'aksara-ui-'));
const script = `console.log('${'x'.repeat(2000)}');`;
let app: TestApp;

beforeAll(async () => {
  mkdirSync(join(folder, 'ui', 'assets'), { recursive: true });
  writeFileSync(join(folder, 'ui', 'index.html'), '<!doctype html><title>Studio</title>');
  writeFileSync(join(folder, 'ui', 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'ui', 'assets', 'index-abc123.js'), script);
  writeFileSync(join(folder, 'ui', 'assets', 'index-abc123.js.map'), 'canary-map');
  writeFileSync(join(folder, 'secret.txt'), 'canary-secret');
  app = await createTestApp({ uiFolder: join(folder, 'ui') });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the Studio pages', () => {
  it.each(['/', '/studio/ui'])('%s leads to them', async (path) => {
    const response = await app.get(path);
    expect([response.status, response.headers.get('location')]).toEqual([302, '/studio/ui/']);
  });

  it.each(['/studio/ui/', '/studio/ui/index.html', '/studio/ui/models/public.users', '/studio/ui/routes/GET%3A~1api~1users?flow=review_endpoint'])('%s is the application', async (path) => {
    const response = await app.get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.text()).toContain('<title>Studio</title>');
  });

  it('have files that are cached for good and come compressed', async () => {
    const response = await app.get('/studio/ui/assets/index-abc123.js', { 'accept-encoding': 'gzip' });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(gunzipSync(Buffer.from(await response.arrayBuffer())).toString()).toBe(script);
  });

  it('have files without a hash that are asked for again', async () => {
    const response = await app.get('/studio/ui/favicon.svg');
    expect([response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual(['image/svg+xml', 'no-cache']);
  });

  it.each(['/studio/ui/assets/gone-000.js', '/studio/ui/assets/index-abc123.js.map'])('%s is no page: a missing file is said to be missing', async (path) => {
    const response = await app.get(path);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ ok: false, error_code: 'NOT_FOUND' });
  });

  it.each(['/studio/ui/../secret.txt', '/studio/ui/..%2fsecret.txt', '/studio/ui/%2e%2e/secret.txt', '/studio/ui//etc/passwd', '/studio/ui/secret.txt'])('%s reaches no file outside', async (target) => {
    expect(await (await app.raw(target)).text()).not.toContain('canary');
  });

  it('do not follow links out of their folder', async () => {
    symlinkSync(join(folder, 'secret.txt'), join(folder, 'ui', 'link.txt'));
    const linked = await createTestApp({ uiFolder: join(folder, 'ui') });
    expect(await (await linked.get('/studio/ui/link.txt')).text()).not.toContain('canary');
    await linked.close();
  });

  it('that were never built say how to build them', async () => {
    const unbuilt = await createTestApp({ uiFolder: join(folder, 'nothing') });
    const response = await unbuilt.get('/studio/ui/');
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ ok: false, error_code: 'SOURCE_UNREADABLE', remedy: 'Run: npm run build' });
    await unbuilt.close();
  });
});
