import { expect, test } from './studio-test.ts';

/** On the built server: a bundler may drop what it takes for dead code, and a guard looks like that to it. */
for (const path of ['/studio/ui/x/%E0%A4%A', '/studio/ui/a%2Fb', '/studio//health', '/studio/ui/%5Cx']) {
  test(`the built server refuses the path ${path}`, async ({ request, studio }) => {
    const answer = await request.get(`${studio.url}${path}`);
    expect(answer.status()).toBe(400);
    expect(await answer.json()).toMatchObject({ ok: false, error_code: 'INVALID_REQUEST' });
  });
}

test('the built server refuses another origin and a foreign host', async ({ request, studio }) => {
  const foreign = { origin: 'https://example.com' };
  expect((await request.get(`${studio.url}/studio/health`, { headers: foreign })).status()).toBe(403);
  expect((await request.get(`${studio.url}/studio/health`, { headers: { origin: 'null' } })).status()).toBe(403);
  expect((await request.get(`${studio.url}/studio/health`, { headers: { host: 'rebound.example' } })).status()).toBe(403);
});
