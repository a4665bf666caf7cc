import type { Finding, JsonSchema, Model, Route, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { runRules } from '../rule/run-rules.ts';
import { schemaFacts } from '../schema/schema-facts.ts';
import { column, foreignKey, projectFacts, route, table } from '../testing/model-factory.ts';
import { routeRules } from './route-rules.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function findings(routes: readonly Route[], models: readonly Model[] = [orders]): readonly Finding[] {
  return runRules(routeRules, schemaFacts(projectFacts({ routes, models }), parser)).findings;
}

function lines(...routes: Route[]): string[] {
  return findings(routes).map(({ rule, level, object }) => `${level} ${rule} ${object.id}`);
}

const orders = table('orders', {
  columns: [
    column('id', { nullable: false, identity: 'always' }), column('customer_id', { nullable: false }), column('status', { nullable: false, type: 'text', default: "'new'::text" }),
    column('currency', { nullable: false, type: 'text' }), column('created_at', { nullable: false, type: 'timestamp with time zone' }),
  ],
  foreignKeys: [foreignKey(['customer_id'], 'public.customers')],
});

const touchesOrders = [{ model: 'public.orders', because: 'path segment "orders"' }];
const json = (schema: JsonSchema | null) => [{ mediaType: 'application/json', component: null, schema }];
const ok = (schema: JsonSchema | null = null) => ({ status: '200', description: null, bodies: schema === null ? [] : json(schema) });
const notFound = { status: '404', description: null, bodies: [] };
const body = { required: true, bodies: json({ type: 'object', properties: { currency: { type: 'string' } } }) };
const pathId = (schema: JsonSchema | null, name = 'id') => ({ name, in: 'path' as const, required: true, description: null, schema });
const int64 = { type: 'integer', format: 'int64' };

/** A route without faults, but for those its parts make. */
function order(id: string, security: readonly string[] | null = ['bearer'], parts: Partial<Route> = {}): Route {
  return route(id, security, { models: touchesOrders, responses: [ok(), notFound], ...(/^(POST|PUT|PATCH)/.test(id) ? { request: body } : {}), ...parts });
}

describe('A001 route_unguarded', () => {
  it('is an error for a write to a model that says nothing, also without neighbours', () => {
    const carts = order('POST:/api/carts', ['bearer'], { models: [] });
    expect(lines(carts, order('DELETE:/api/orders/{id}', null))).toEqual(['error A001 DELETE:/api/orders/{id}']);
  });

  it('speaks instead of R001, never with it', () => {
    const found = findings([order('GET:/api/orders'), order('POST:/api/orders', null), order('POST:/api/orders/{id}/lines', null, { models: [] })]);
    expect(found.map(({ rule, object }) => `${rule} ${object.id}`)).toEqual(['A001 POST:/api/orders', 'R001 POST:/api/orders/{id}/lines']);
    expect(found[0]?.evidence).toEqual(['the document says nothing about its security', 'writes public.orders (a guess from names)', 'GET /api/orders needs bearer']);
  });

  it('is a warning when the document means it, or refuses with 401', () => {
    const refusing = order('PUT:/api/orders/{id}', null, { responses: [ok(), { ...notFound, status: '401' }] });
    expect(lines(order('GET:/api/orders'), order('POST:/api/orders', []), refusing)).toEqual(['warning A001 POST:/api/orders', 'warning A001 PUT:/api/orders/{id}']);
  });

  it.each([
    ['said on purpose where no neighbour is guarded', order('POST:/api/orders', [])],
    ['signing in', order('POST:/api/orders/login', null)],
    ['asking with POST', order('POST:/api/orders/search', null)],
    ['a credential in a header', order('POST:/api/orders', null, { parameters: [{ name: 'X-Api-Key', in: 'header', required: true, description: null, schema: {} }] })],
    ['a model known only by its answer or tag', order('POST:/api/orders', null, { models: [{ model: 'public.orders', because: 'response schema "Order", tag "orders"' }] })],
    ['a read', order('GET:/api/orders', null)],
  ])('is silent for %s', (_name, open) => {
    expect(lines(order('POST:/api/carts', ['bearer'], { models: [] }), open)).toEqual([]);
  });
});

describe('R001 route_security_missing', () => {
  it.each([
    ['reads most of which are public', [order('GET:/a/one'), order('GET:/a/{id}', null), order('GET:/a/{id}/b', null)]],
    ['what a page embeds', [order('GET:/a'), order('GET:/a/{id}/avatar', null)]],
    ['HEAD beside its GET', [order('GET:/a'), order('HEAD:/a', null)]],
  ])('is silent for %s', (_name, routes) => expect(lines(...routes)).toEqual([]));
});

describe('R003 route_body_undescribed', () => {
  it('finds a body without a schema', () => {
    expect(lines(order('PUT:/api/orders/{id}/note', ['bearer'], { request: { required: true, bodies: json(null) } }))).toEqual(['warning R003 PUT:/api/orders/{id}/note']);
    expect(lines(order('PATCH:/x', ['bearer'], { request: { required: true, bodies: json({}) } }))).toEqual(['warning R003 PATCH:/x']);
  });

  it('finds a new row whose needed columns come from nowhere', () => {
    const [found] = findings([order('POST:/api/orders', ['bearer'], { request: null })]);
    expect(found).toMatchObject({ rule: 'R003', level: 'warning', title: 'POST /api/orders does not say what its body holds' });
    expect(found?.evidence).toEqual(['no body is described, although public.orders has columns that need a value: (currency) (the table is a guess from names)']);
  });

  it('finds a PATCH without a body where the same path answers an object', () => {
    const read = order('GET:/api/orders/{id}', ['bearer'], { responses: [ok({ type: 'object', properties: {} }), notFound] });
    expect(lines(read, order('PATCH:/api/orders/{id}', ['bearer'], { request: null }))).toEqual(['info R003 PATCH:/api/orders/{id}']);
  });

  it.each([
    ['an action', order('POST:/api/orders/{id}/publish', ['bearer'], { request: null })],
    ['signing out', order('POST:/api/logout', ['bearer'], { request: null, models: [] })],
    ['values in the query', order('POST:/api/orders', ['bearer'], { request: null, parameters: [{ name: 'currency', in: 'query', required: false, description: null, schema: { type: 'string' } }] })],
    ['a file', order('POST:/api/orders', ['bearer'], { request: { required: true, bodies: [{ mediaType: 'text/csv', component: null, schema: null }] } })],
    ['a body that could not be read', order('POST:/api/orders', ['bearer'], { request: { required: true, bodies: [] } })],
    ['free JSON, said so', order('POST:/api/orders', ['bearer'], { request: { required: true, bodies: json({ type: 'object' }) } })],
    ['a deprecated route', order('POST:/api/orders', ['bearer'], { request: null, deprecated: true })],
    ['putting a member in', order('PUT:/api/orders/{id}/followers/{user}', ['bearer'], { request: null })],
  ])('is silent for %s', (_name, write) => expect(lines(write)).toEqual([]));

  it('is silent for a row that needs nothing', () => {
    expect(findings([order('POST:/api/orders', ['bearer'], { request: null })], [{ ...orders, columns: orders.columns.slice(0, 3) }])).toEqual([]);
  });
});

describe('R004 route_errors_undocumented', () => {
  const documented = [1, 2, 3, 4].map((number) => order(`PUT:/api/orders/${number}`));
  const silent = order('POST:/api/orders', ['bearer'], { responses: [ok()] });

  it('names the exception', () => {
    const [found] = findings([...documented, silent]);
    expect(found).toMatchObject({ rule: 'R004', level: 'info', object: { kind: 'route', id: 'POST:/api/orders' } });
    expect(found?.evidence).toEqual(['it takes a body', 'documented answers: 200; most other operations document what they refuse']);
  });

  it('says a habit once', () => {
    const habit = [1, 2, 3, 4, 5, 6].map((number) => order(`GET:/api/orders/${number}/{id}`, ['bearer'], { parameters: [pathId(int64)], responses: [ok()] }));
    const found = findings([...habit, ...documented]);
    expect(found.map(({ object, title }) => `${object.kind} ${title}`)).toEqual(['database The OpenAPI document leaves out the errors of 6 operations']);
    expect(found[0]?.evidence.at(-1)).toBe('… 1 more');
  });

  it.each([
    ['default', { responses: [ok(), { ...notFound, status: 'default' }] }],
    ['4XX', { responses: [ok(), { ...notFound, status: '4XX' }] }],
    ['no input', { request: null, responses: [ok()], models: [] }],
  ])('is silent for %s', (_name, parts) => expect(lines(order('POST:/api/orders', ['bearer'], parts))).toEqual([]));
});

describe('R005 route_id_untyped', () => {
  function id(schema: JsonSchema | null, keyType = 'bigint', name = 'id'): string[] {
    const model = { ...orders, columns: [column('id', { nullable: false, type: keyType })] };
    return findings([order(`GET:/api/orders/{${name}}`, ['bearer'], { parameters: [pathId(schema, name)] })], [model]).map(({ level, title }) => `${level} ${title}`);
  }

  it('finds an id without a type or with any text in it', () => {
    expect(id(null)).toEqual(['info GET /api/orders/{id} takes id that does not say it is a bigint']);
    expect(id({ type: 'string', description: 'The id' }, 'uuid', 'order_id')).toEqual(['info GET /api/orders/{order_id} takes order_id that does not say it is a uuid']);
  });

  it('warns where the document contradicts the key', () => {
    expect(id({ type: 'integer', format: 'int32' })).toEqual(['warning GET /api/orders/{id} takes id that is not a bigint']);
    expect(id({ type: 'integer' }, 'uuid')).toHaveLength(1);
    expect(id({ type: 'string', format: 'uuid' }, 'integer')).toEqual(['warning GET /api/orders/{id} takes id that is not an integer']);
  });

  it.each([
    ['the key said', int64, 'bigint', 'id'],
    ['an integer of any size', { type: 'integer' }, 'bigint', 'id'],
    ['a string of its own form', { type: 'string', pattern: '^ord_' }, 'bigint', 'id'],
    ['a choice of types', { anyOf: [{ type: 'integer' }, { type: 'string' }] }, 'bigint', 'id'],
    ['a key of another kind', { type: 'string' }, 'text', 'id'],
    ['another name than an id', { type: 'string' }, 'bigint', 'number'],
  ])('is silent for %s', (_name, schema, keyType, name) => expect(id(schema, keyType, name)).toEqual([]));

  it('is silent where the parameter does not stand behind the model', () => {
    expect(lines(order('GET:/api/{id}/orders', ['bearer'], { parameters: [pathId(null)] }))).toEqual([]);
  });
});
