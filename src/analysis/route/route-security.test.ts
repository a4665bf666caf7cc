import type { Route, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { projectFacts, route } from '../testing/model-factory.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function levels(...routes: Route[]): string[] {
  return diagnose(projectFacts({ database: null, routes }), parser).diagnostics.map(({ level, object }) => `${level} ${object.id}`);
}

const listOrders = route('GET:/api/orders', ['bearer']);

describe('R001 route_security_missing', () => {
  it('is an error for a write and a warning for a read', () => {
    expect(levels(listOrders, route('POST:/api/orders', null), route('GET:/api/orders/{id}', null))).toEqual([
      'error POST:/api/orders',
      'warning GET:/api/orders/{id}',
    ]);
  });

  it('shows the neighbours', () => {
    const [finding] = diagnose(projectFacts({ database: null, routes: [listOrders, route('DELETE:/api/orders/{id}', null)] }), parser).diagnostics;
    expect(finding?.evidence).toEqual(['the document says nothing about its security', 'GET /api/orders needs bearer']);
  });

  it.each([
    ['a public read beside guarded writes', [route('GET:/api/products', []), route('POST:/api/products', ['bearer'])]],
    ['signing in', [route('POST:/api/users/login', []), route('GET:/api/users/login', ['bearer'])]],
    ['signing up, said so', [route('POST:/api/users', []), route('GET:/api/users', ['bearer'])]],
    ['another resource', [listOrders, route('POST:/api/carts', [])]],
    ['optional credentials', [listOrders, route('POST:/api/orders', [], { security: [[], [{ scheme: 'bearer', type: 'http', scopes: [] }]] })]],
  ])('is silent for %s', (_name, routes) => expect(levels(...routes)).toEqual([]));

  it('is skipped when the document declares no security at all', () => {
    const { diagnostics, skipped } = diagnose(projectFacts({ database: null, routes: [route('POST:/a', null)] }), parser);
    expect(diagnostics).toEqual([]);
    expect(skipped.map(({ part }) => part)).toEqual(['A001 route_unguarded', 'D019 sequence_near_limit', 'R001 route_security_missing']);
  });
});
