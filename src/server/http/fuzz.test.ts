import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints, errorResponseSchema, flowKinds, type EndpointName } from '#contract';
import { flowActions } from '#flows';
import { createTestApp, type TestApp } from '../testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ environment: { OPENAI_API_KEY: 'sk-canary-0123456789' } });
});
afterAll(() => app.close());

const words = ['User', 'public.users', 'orders', 'GET', '/api/users', 'blog', '0001_initial', 'd-001', 'SELECT * FROM users', 'SELECT 1; SELECT 2', 'copy_only', 'openai', 'nope', '__proto__', 'constructor', '```', '\u202e', '\0', "'; DROP TABLE users; --", 'statistics'];
const text = fc.oneof(fc.constantFrom(...words, ...flowActions.map(({ action_key }) => action_key)), fc.string({ unit: 'binary', maxLength: 40 }));
const value = fc.oneof({ weight: 8, arbitrary: text }, { weight: 1, arbitrary: fc.boolean() }, { weight: 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) });
const fields = [
  'action_key', 'model_name', 'path', 'method', 'sql', 'include_explain', 'migration_id', 'app', 'name', 'issue_id', 'issue_payload', 'hub_overrides', 'detail',
  'provider', 'base_url', 'model', 'enabled', 'api_key', 'chat_provider', 'flow_type', 'context', 'provider_override', 'analyze',
];

/** Bodies whose fields the endpoint knows, most of them of the right type, so that many get past its schema. */
function bodies(name: EndpointName): fc.Arbitrary<unknown> {
  if (name === 'backendFlow') return fc.oneof(...flowKinds.map((kind) => fc.record({ kind: fc.constant<string>(kind), body: bodies(`${kind}Flow`) })), fc.record({ kind: value, body: value }));
  const schema = endpoints[name].request;
  const known = fields.filter((field) => !schema?.safeParse({ [field]: 'x' }).error?.issues.some(({ code }) => code === 'unrecognized_keys'));
  const required = known.filter((field) => schema?.safeParse({}).error?.issues.some(({ path }) => path[0] === field));
  return fc.record(Object.fromEntries(known.map((field) => [field, value])), { requiredKeys: required });
}

const names = Object.keys(endpoints) as EndpointName[]; // the table's own keys
const posts = names.filter((name) => endpoints[name].method === 'POST');

describe('whatever an endpoint is sent, it answers by its contract', () => {
  it.each(posts)('%s', async (name) => {
    await fc.assert(
      fc.asyncProperty(bodies(name), async (body) => {
        const response = await app.post(endpoints[name].path, body);
        const schema = response.status === 200 ? endpoints[name].response : errorResponseSchema;
        const answer: unknown = await response.json();
        expect(response.status).toBeLessThan(500);
        expect(schema.safeParse(answer).error).toBeUndefined();
        expect(app.logged).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each(names.filter((name) => endpoints[name].path.includes(':')))('%s, by path', async (name) => {
    await fc.assert(
      fc.asyncProperty(text, async (id) => {
        const response = await app.raw(endpoints[name].path.replace(/:\w+/, encodeURIComponent(id)));
        expect([200, 400, 404, 409]).toContain(response.status);
        expect(app.logged).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
