import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { array, assert, asyncProperty, constantFrom, dictionary, jsonValue, record } from 'fast-check';
import { routeSchema } from '#contract';
import { readOpenApi } from './read-openapi.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aksara-openapi-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
  return path;
}

async function read(document: object, name = 'openapi.json') {
  return readOpenApi(await file(name, { openapi: '3.1.0', ...document }), []);
}

async function reasons(content: unknown, name = 'broken.json'): Promise<string[]> {
  const { routes, skipped } = await readOpenApi(await file(name, content), []);
  expect(routes).toEqual([]);
  return skipped.map(({ reason }) => reason);
}

const SHOP = {
  openapi: '3.0.3',
  security: [{ bearer: [] }],
  paths: {
    '/orders/{id}': {
      parameters: [
        { name: 'id', in: 'path', schema: { type: 'integer' } },
        { name: 'expand', in: 'query', description: 'of the path', schema: { type: 'string' } },
      ],
      delete: { security: [], responses: { 204: { description: 'gone' } } },
      get: {
        operationId: 'getOrder', summary: 'One order', tags: ['Orders'], deprecated: true,
        parameters: [{ name: 'expand', in: 'query', required: true, schema: { enum: ['items'] } }, { $ref: '#/components/parameters/Trace' }],
        responses: {
          default: { $ref: '#/components/responses/Failure' },
          200: { description: 'found', content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
        },
      },
    },
    '/orders': {
      post: {
        security: [{ oauth: ['orders:write'], key: [] }, {}],
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } },
        responses: {},
      },
    },
  },
  components: {
    parameters: { Trace: { name: 'X-Trace', in: 'header', schema: { type: 'string' } } },
    responses: { Failure: { description: 'failed', content: { 'application/problem+json': {} } } },
    schemas: { Order: { type: 'object', properties: { id: { type: 'integer' }, note: { type: 'string', nullable: true } } } },
    securitySchemes: {
      bearer: { type: 'http', scheme: 'bearer' }, key: { type: 'apiKey', in: 'header', name: 'X-Key' }, oauth: { type: 'oauth2', flows: {} },
    },
  },
};

const ORDER = { type: 'object', properties: { id: { type: 'integer' }, note: { type: 'string', nullable: true } } };

const SHOP_ROUTES = [
  {
    id: 'POST:/orders', method: 'POST', path: '/orders', operationId: null, summary: null, description: null, tags: [], deprecated: false,
    parameters: [],
    request: { required: true, bodies: [{ mediaType: 'application/json', component: 'Order', schema: ORDER }] },
    responses: [],
    security: [[{ scheme: 'oauth', type: 'oauth2', scopes: ['orders:write'] }, { scheme: 'key', type: 'apiKey header', scopes: [] }], []],
    models: [], source: 'shop.json#/paths/~1orders/post',
  },
  {
    id: 'GET:/orders/{id}', method: 'GET', path: '/orders/{id}', operationId: 'getOrder', summary: 'One order', description: null,
    tags: ['Orders'], deprecated: true,
    parameters: [
      { name: 'id', in: 'path', required: true, description: null, schema: { type: 'integer' } },
      { name: 'expand', in: 'query', required: true, description: null, schema: { enum: ['items'] } },
      { name: 'X-Trace', in: 'header', required: false, description: null, schema: { type: 'string' } },
    ],
    request: null,
    responses: [
      { status: '200', description: 'found', bodies: [{ mediaType: 'application/json', component: 'Order', schema: ORDER }] },
      { status: 'default', description: 'failed', bodies: [{ mediaType: 'application/problem+json', component: null, schema: null }] },
    ],
    security: [[{ scheme: 'bearer', type: 'http bearer', scopes: [] }]],
    models: [], source: 'shop.json#/paths/~1orders~1{id}/get',
  },
  {
    id: 'DELETE:/orders/{id}', method: 'DELETE', path: '/orders/{id}', operationId: null, summary: null, description: null, tags: [], deprecated: false,
    parameters: [
      { name: 'id', in: 'path', required: true, description: null, schema: { type: 'integer' } },
      { name: 'expand', in: 'query', required: false, description: 'of the path', schema: { type: 'string' } },
    ],
    request: null, responses: [{ status: '204', description: 'gone', bodies: [] }], security: [],
    models: [], source: 'shop.json#/paths/~1orders~1{id}/delete',
  },
];

describe('a document', () => {
  it('gives routes by path and method, parameters merged, references followed, security resolved', async () => {
    expect(await readOpenApi(await file('shop.json', SHOP), [])).toEqual({ routes: SHOP_ROUTES, skipped: [] });
  });

  it('reads the same from YAML, whatever the file is called', async () => {
    const asJson = await readOpenApi(await file('a/shop.json', SHOP), []);
    expect(await readOpenApi(await file('b/shop.json', stringify(SHOP)), [])).toEqual(asJson);
  });

  it('reads YAML with a byte order mark, anchors, merge keys and unquoted status codes', async () => {
    const text = '\ufeffopenapi: 3.1\npaths:\n  /a:\n    get: &get\n      summary: A\n      responses: {200: {description: ok}}\n    head:\n      <<: *get\n      deprecated: true\n';
    const { routes, skipped } = await readOpenApi(await file('anchors.yaml', text), []);
    expect(skipped).toEqual([]);
    expect(routes.map(({ id, summary, deprecated, responses }) => [id, summary, deprecated, responses[0]?.status])).toEqual([
      ['GET:/a', 'A', false, '200'], ['HEAD:/a', 'A', true, '200'],
    ]);
  });

  it('reads JSON with comments and trailing commas', async () => {
    const { routes } = await readOpenApi(await file('sloppy.json', '{ "openapi": "3.0.0", "paths": { "/a": { "get": {}, }, }, }'), []);
    expect(routes).toHaveLength(1);
  });

  it('says null for security that is not mentioned', async () => {
    const { routes } = await read({ paths: { '/a': { get: {} } } });
    expect(routes[0]?.security).toBeNull();
  });
});

describe('references', () => {
  it('cuts a cycle where it closes', async () => {
    const category = { type: 'object', properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/components/schemas/Category' } } } };
    const { routes } = await read({
      paths: { '/c': { get: { responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Category' } } } } } } } },
      components: { schemas: { Category: category } },
    });
    expect(routes[0]?.responses[0]?.bodies[0]?.schema).toEqual({
      type: 'object',
      properties: { name: { type: 'string' }, children: { type: 'array', items: { $cut: '#/components/schemas/Category' } } },
    });
  });

  it('cuts references that only lead to each other', async () => {
    const { routes } = await read({
      paths: { '/c': { get: { parameters: [{ $ref: '#/components/parameters/P' }], requestBody: { content: { x: { schema: { $ref: '#/components/schemas/A' } } } } } } },
      components: { schemas: { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }, parameters: { P: { $ref: '#/components/parameters/P' } } },
    });
    expect(routes[0]).toMatchObject({ parameters: [], request: { bodies: [{ component: 'A', schema: { $cut: '#/components/schemas/A' } }] } });
  });

  it('keeps what a 3.1 document writes beside a reference', async () => {
    const { routes } = await read({
      paths: { '/c': { get: { parameters: [{ name: 'q', in: 'query', schema: { $ref: '#/components/schemas/S', description: 'mine' } }] } } },
      components: { schemas: { S: { type: 'string', description: 'theirs' } } },
    });
    expect(routes[0]?.parameters[0]?.schema).toEqual({ type: 'string', description: 'mine' });
  });

  it('does not follow what only looks like one: in examples, enums and property names', async () => {
    const schema = { properties: { $ref: { type: 'string' }, default: { $ref: '#/components/schemas/S' } }, example: { $ref: '#/nowhere' } };
    const { routes, skipped } = await read({
      paths: { '/c': { post: { requestBody: { content: { x: { schema } } } } } }, components: { schemas: { S: { type: 'integer' } } },
    });
    expect(skipped).toEqual([]);
    expect(routes[0]?.request?.bodies[0]?.schema).toEqual({
      properties: { $ref: { type: 'string' }, default: { type: 'integer' } }, example: { $ref: '#/nowhere' },
    });
  });

  it('survives exponential growth: each schema doubles the next', async () => {
    const schemas = Object.fromEntries(Array.from({ length: 40 }, (_, level) => {
      const next = { $ref: `#/components/schemas/L${level + 1}` };
      return [`L${level}`, { type: 'object', properties: { left: next, right: next } }];
    }));
    const paths = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`/p${n}`, { get: { responses: { 200: { content: { x: { schema: { $ref: '#/components/schemas/L0' } } } } } } }]));
    const { routes, skipped } = await read({ paths, components: { schemas: { ...schemas, L40: { type: 'string' } } } });
    expect(JSON.stringify(routes[0]?.responses[0]?.bodies[0]?.schema)).toContain('{"$cut":"#/components/schemas/L');
    expect(JSON.stringify(routes).length).toBeLessThan(20_000_000);
    expect(skipped.map(({ reason }) => reason).join()).toContain('too large together');
  });

  it('marks what is too deep, too wide and too long', async () => {
    let deep: object = { type: 'string' };
    for (let level = 0; level < 50; level += 1) deep = { items: deep };
    const wide = { enum: Array.from({ length: 1_000 }, (_, n) => n), description: '🎉'.repeat(2_000) };
    const { routes } = await read({ paths: { '/c': { post: { requestBody: { content: { a: { schema: deep }, b: { schema: wide } } } } } } });
    const [a, b] = routes[0]?.request?.bodies ?? [];
    expect(JSON.stringify(a)).toContain('{"$cut":"below 32 levels or 2000 objects"}');
    expect(JSON.stringify(b)).toContain('{"$cut":"600 more items"}');
    expect(b?.schema?.['description']).toBe(`${'🎉'.repeat(500)}… [3000 more characters]`);
  });

  it('follows files inside the folder and opens nothing outside, nothing remote', async () => {
    await file('multi/schemas/user.yaml', 'User:\n  properties:\n    team: {$ref: "team.json"}\n    self: {$ref: "#/User"}\n');
    await file('multi/schemas/team.json', { type: 'object', title: 'Team' });
    await file('secret.json', { type: 'string', title: 'what it holds' });
    await symlink(join(folder, 'secret.json'), join(folder, 'multi', 'link.json'));
    const content = (reference: string) => ({ content: { x: { schema: { $ref: reference } } } });
    const { routes, skipped } = await read({
      paths: {
        '/a': { get: { responses: { 200: content('schemas/user.yaml#/User'), 201: content('../secret.json'), 202: content('link.json'), 203: content('http://127.0.0.1:8141/x.json'), 204: content('gone.json') } } },
        '/b': { $ref: 'paths/b.yaml' },
      },
    }, 'multi/openapi.json');
    const bodies = routes[0]?.responses.map((response) => response.bodies[0]);
    expect(bodies?.[0]).toEqual({
      mediaType: 'x', component: 'User',
      schema: { properties: { team: { type: 'object', title: 'Team' }, self: { $cut: 'schemas/user.yaml#/User' } } },
    });
    expect(bodies?.slice(1).map((body) => body?.schema)).toEqual([
      { $ref: '../secret.json' }, { $ref: 'link.json' }, { $ref: 'http://127.0.0.1:8141/x.json' }, { $ref: 'gone.json' },
    ]);
    expect(JSON.stringify(routes)).not.toContain('what it holds');
    const text = skipped.map(({ reason }) => reason).join('\n');
    expect(text).toContain("outside the document's folder");
    expect(text).toContain('remote document');
    expect(text).toContain('does not exist');
    expect(text).toContain('1 path of openapi.json was left out');
  });
});

describe('a document with faults', () => {
  it('loses the broken parts and keeps the rest', async () => {
    const { routes, skipped } = await read({
      paths: {
        '/ok': { get: { parameters: [{ name: 'q' }, 7, { name: 'ok', in: 'query' }], responses: { 200: null, 299: { description: 5 }, nonsense: {} }, tags: [1, 'a'] } },
        '/bad': { get: 'text', put: [], post: null }, '/null': null, 'x-note': { get: {} }, users: { get: {} }, '/list': [],
      },
      security: [{ missing: [] }],
    });
    expect(routes).toHaveLength(1);
    expect(routes[0]).toMatchObject({
      id: 'GET:/ok', parameters: [{ name: 'ok' }], tags: ['a'], responses: [{ status: '299', description: null }],
      security: [[{ scheme: 'missing', type: 'undefined' }]],
    });
    expect(skipped.map(({ reason }) => reason)).toEqual([
      '1 security scheme of openapi.json was left out: missing is not defined under components.securitySchemes (at #/security).',
      '3 operations of openapi.json were left out: it holds no object (first at #/paths//bad GET).',
      '2 paths of openapi.json were left out: it holds no object (first at #/paths//list).',
      '1 parameter of openapi.json was left out: it lacks a name or a valid `in` (at #/paths/~1ok/get).',
      '1 path of openapi.json was left out: it does not begin with a slash (at #/paths/users).',
    ]);
  });

  it('says where JSON or YAML breaks', async () => {
    expect(await reasons('{\n  "openapi": "3.0.0",\n  "paths": {')).toEqual([expect.stringMatching(/^broken\.json is not valid (JSON|YAML): .*\(line 3, column \d+\)\.$/)]);
    expect(await reasons('openapi: 3.0.0\npaths:\n  /a: [1\n  b: 2', 'broken.yaml')).toEqual([expect.stringMatching(/^broken\.yaml is not valid YAML: .*\(line \d, column \d+\)\.$/)]);
  });

  it('says what a document is when it is something else', async () => {
    expect(await reasons('')).toEqual(['broken.json is empty.']);
    expect(await reasons('<!doctype html>')).toEqual(['broken.json is an HTML or XML page, not an OpenAPI document.']);
    expect(await reasons('[1]')).toEqual(['broken.json does not hold an object, so it is not an OpenAPI document.']);
    expect(await reasons({ swagger: '2.0' })).toEqual(['broken.json is a Swagger 2.0 document, which is not supported.']);
    expect(await reasons({ openapi: '4.0' })).toEqual(['broken.json says it is OpenAPI 4.0, which is not supported.']);
    expect(await reasons({ a: 1 })).toEqual(['broken.json is not an OpenAPI document: it has no "openapi" field.']);
    expect(await reasons({ openapi: '3.1.0', webhooks: {} })).toEqual(['broken.json describes no operation under "paths".']);
    expect(await reasons(new Uint8Array([0x7b, 0xff, 0xfe]))).toEqual(['The OpenAPI file broken.json is not valid UTF-8 text.']);
    expect(await reasons('{\0}')).toEqual(['The OpenAPI file broken.json is binary: it holds NUL bytes.']);
  });

  it('says when the file is missing, a folder or too large', async () => {
    const missing = await readOpenApi(join(folder, 'none.yaml'), []);
    expect(missing.skipped).toEqual([{ part: 'routes', reason: 'The OpenAPI file none.yaml does not exist.', remedy: 'Check the path given with --openapi.' }]);
    expect((await readOpenApi(folder, [])).skipped[0]?.reason).toContain('is a folder');
    expect((await readOpenApi('/dev/zero', [])).skipped[0]?.reason).toContain('is not a regular file');
    const command = 'mkfifo';
    execFileSync(command, [join(folder, 'pipe.json')]);
    expect((await readOpenApi(join(folder, 'pipe.json'), [])).skipped[0]?.reason).toContain('is not a regular file');
    expect(await reasons(new Uint8Array(20 * 1024 * 1024 + 1).fill(32))).toEqual(['The OpenAPI file broken.json is larger than 20 MiB.']);
  });

  it('stops an alias bomb', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level += 1) lines.push(`a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}*a${level - 1}]`);
    const { routes, skipped } = await readOpenApi(await file('bomb.yaml', `openapi: 3.1.0\n${lines.join('\n')}\npaths: {/a: {post: {requestBody: {content: {x: {schema: *a11}}}}}}`), []);
    expect(JSON.stringify(routes).length + JSON.stringify(skipped).length).toBeLessThan(1_000_000);
  });

  it('keeps a key named __proto__ a key', async () => {
    const text = '{"openapi":"3.1.0","paths":{"/a":{"post":{"requestBody":{"content":{"x":{"schema":{"properties":{"__proto__":{"type":"string"}}}}}}}}}}';
    const { routes } = await readOpenApi(await file('proto.json', text), []);
    expect(JSON.stringify(routes[0]?.request?.bodies[0]?.schema)).toBe('{"properties":{"__proto__":{"type":"string"}}}');
  });
});

describe('any document', () => {
  const key = constantFrom('get', 'post', 'parameters', 'requestBody', 'responses', '200', 'content', 'schema', '$ref', 'security', 'x', 'properties', 'items', 'name', 'in');
  it('gives routes that fit the contract, and the same ones each time', async () => {
    const value = dictionary(key, dictionary(key, jsonValue({ maxDepth: 4 })), { maxKeys: 4 });
    const document = record({ paths: dictionary(constantFrom('/a', '/b/{id}', 'c'), value), components: value, security: array(jsonValue(), { maxLength: 2 }) });
    await assert(
      asyncProperty(document, async (parts) => {
        const first = await read(parts, 'any.json');
        for (const route of first.routes) expect(routeSchema.safeParse(route).error).toBeUndefined();
        expect(await read(parts, 'any.json')).toEqual(first);
      }),
      { numRuns: 150 },
    );
  });
});
