import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readOpenApi } from './read-openapi.ts';
import { singular } from './name-words.ts';
import { modelFixture } from './testing/model-fixture.ts';

const MODELS = [
  modelFixture('users', 'User', ['id', 'email', 'full_name', 'created_at', 'last_login_at']),
  modelFixture('orders', 'Order', ['id', 'customer_id', 'total', 'placed_at', 'status']),
  modelFixture('order_items', 'OrderItem', ['id', 'order_id', 'product_id', 'quantity', 'unit_price']),
  modelFixture('categories', 'Category'),
  modelFixture('people', 'Person'),
  modelFixture('blog_posts', 'BlogPost'),
  modelFixture('blog_comments', 'BlogComment'),
  modelFixture('audit.events', 'Event'),
  modelFixture('billing.events', 'Event'),
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aksara-models-'));
});
afterAll(() => rm(folder, { recursive: true }));

const SCHEMAS = {
  User: { properties: { id: {}, email: {} } },
  UserPage: { properties: { items: { type: 'array', items: { $ref: '#/components/schemas/UserOut' } }, total: {} } },
  UserOut: {}, OrderItemCreate: {}, CreateOrderRequest: {}, HTTPValidationError: {}, UserProfile: {}, 'app__schemas__Page_Category_': {},
  Line: { properties: { orderId: {}, productId: {}, quantity: {}, unitPrice: {} } },
  Loose: { properties: { id: {}, name: {}, status: {}, created_at: {} } },
};

async function guess(path: string, operation: { response?: object; tags?: string[] } = {}) {
  const responses = operation.response ? { 200: { content: { 'application/json': { schema: operation.response } } } } : {};
  const file = join(folder, 'openapi.json');
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', paths: { [path]: { get: { responses, tags: operation.tags } } }, components: { schemas: SCHEMAS } }));
  return (await readOpenApi(file, MODELS)).routes[0]?.models;
}

function component(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}

describe('the models a route touches', () => {
  it('are named by schema, path and tag together, strongest first', async () => {
    expect(await guess('/api/v1/users/{id}/orders', { response: { type: 'array', items: component('User') }, tags: ['Users', 'Other'] })).toEqual([
      { model: 'public.users', because: 'response schema "User", path segment "users", tag "Users"' },
      { model: 'public.orders', because: 'path segment "orders"' },
    ]);
  });

  it('are found behind names that say what is done with them', async () => {
    for (const [name, model] of [['UserOut', 'users'], ['OrderItemCreate', 'order_items'], ['CreateOrderRequest', 'orders'], ['UserPage', 'users']] as const) {
      expect((await guess('/x', { response: component(name) }))?.map((found) => found.model)).toEqual([`public.${model}`]);
    }
  });

  it('are found in the list of an envelope', async () => {
    expect(await guess('/x', { response: component('UserPage') })).toEqual([
      { model: 'public.users', because: 'response schema "UserPage", response schema "UserOut"' },
    ]);
  });

  it('are found by irregular plurals, nested collections and a shared table prefix', async () => {
    expect((await guess('/people/{id}'))?.map(({ model }) => model)).toEqual(['public.people']);
    expect((await guess('/orders/{id}/items'))?.map(({ model }) => model)).toEqual(['public.order_items', 'public.orders']);
    expect((await guess('/posts'))?.map(({ model }) => model)).toEqual(['public.blog_posts']);
    expect((await guess('/blog/comments'))?.map(({ model }) => model)).toEqual(['public.blog_comments']);
  });

  it('are found by columns when no name tells', async () => {
    expect(await guess('/x', { response: component('Line') })).toEqual([{ model: 'public.order_items', because: '4 of 4 response properties are its columns' }]);
  });

  it('are none rather than wrong', async () => {
    expect(await guess('/events')).toEqual([]);
    expect(await guess('/items')).toEqual([]);
    expect(await guess('/login', { response: component('Loose') })).toEqual([]);
    expect(await guess('/x', { response: component('UserProfile') })).toEqual([]);
    expect(await guess('/x', { response: component('HTTPValidationError'), tags: ['default'] })).toEqual([]);
    expect(await guess('/x/{users}')).toEqual([]);
  });
});

it('brings both forms of a noun to the same word', () => {
  const pairs = [
    ['user', 'users'], ['category', 'categories'], ['address', 'addresses'], ['status', 'statuses'], ['box', 'boxes'], ['batch', 'batches'], ['wish', 'wishes'],
    ['person', 'people'], ['child', 'children'], ['analysis', 'analyses'], ['series', 'series'], ['news', 'news'], ['movie', 'movies'], ['house', 'houses'],
    ['invoice', 'invoices'], ['price', 'prices'], ['bus', 'buses'], ['key', 'keys'], ['quiz', 'quizzes'], ['warehouse', 'warehouses'],
  ] as const;
  for (const [one, many] of pairs) expect(singular(many)).toBe(singular(one));
});
