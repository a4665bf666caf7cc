import { describe, expect, it } from 'vitest';
import { diagnostic, migration, model, route, snapshot } from '../testing/snapshot-fixture.ts';
import { nearest } from '#analysis';
import { resolveDiagnostic } from './resolve-diagnostic.ts';
import { resolveMigration } from './resolve-migration.ts';
import { resolveModel } from './resolve-model.ts';
import { parseRouteId, resolveRoute } from './resolve-route.ts';

const shop = snapshot({
  models: [
    model('order_items', { displayName: 'OrderItem' }),
    model('orders', { displayName: 'Order' }),
    model('users', { displayName: 'User' }),
    model('users', { id: 'audit.users', schema: 'audit', displayName: 'User' }),
    model('logs', { id: 'a.logs', schema: 'a', displayName: 'Log' }),
    model('logs', { id: 'b.logs', schema: 'b', displayName: 'Log' }),
  ],
  routes: [route('GET', '/api/users'), route('GET', '/api/users/{id}'), route('POST', '/api/users')],
  migrations: [migration('blog', '0001_initial', '', { state: 'applied' }), migration('blog', '0002_slugs', ''), migration('blog', '0003_more', ''), migration('shop', '0001_initial', '', { state: 'applied' })],
  diagnostics: [diagnostic(1), diagnostic(2), diagnostic(3, { id: 'D001:public.logs', rule: 'D001' })],
});

describe('resolveModel', () => {
  it.each([['User', 'public.users'], ['users', 'public.users'], ['public.users', 'public.users'], ['audit.users', 'audit.users'], ['USERS', 'public.users'], ['orderitem', 'public.order_items'], [' Order ', 'public.orders']])(
    'finds %s as %s',
    (asked, id) => {
      const resolved = resolveModel(shop, asked);
      expect(resolved.ok && resolved.value.id).toBe(id);
    },
  );

  it('finds a name as SQL writes it, one that ends in a space, and each of two models with one id', () => {
    const odd = snapshot({
      models: [
        model('Account', {}), model('trailing ', {}),
        model('b.c', { id: 'a.b.c', schema: 'a' }), model('c', { id: 'a.b.c', schema: 'a.b' }),
      ],
    });
    const nameOf = (asked: string) => {
      const resolved = resolveModel(odd, asked);
      return resolved.ok ? resolved.value.name : resolved.error.suggestions;
    };
    expect(['public."Account"', '"Account"', 'public.trailing ', 'a."b.c"', '"a.b".c'].map(nameOf)).toEqual(['Account', 'Account', 'trailing ', 'b.c', 'c']);
    expect(nameOf('a.b.c')).toEqual(['a."b.c"', '"a.b".c']);
  });

  it('names near models, each once, for a name it does not know', () => {
    const resolved = resolveModel(shop, 'Ordr');
    expect(!resolved.ok && resolved.error.code).toBe('NOT_FOUND');
    expect(!resolved.ok && resolved.error.suggestions).toEqual(['Order']);
    expect(!resolved.ok && resolved.error.message).toBe('No model named "Ordr". Did you mean Order?');
  });

  it('asks which one when several schemas hold the name and none is public', () => {
    const resolved = resolveModel(shop, 'logs');
    expect(!resolved.ok && resolved.error.code).toBe('AMBIGUOUS');
    expect(!resolved.ok && resolved.error.suggestions).toEqual(['a.logs', 'b.logs']);
  });

  it('refuses an empty name and says so for an empty project', () => {
    expect(resolveModel(shop, '  ')).toMatchObject({ ok: false, error: { code: 'INVALID_REQUEST' } });
    expect(resolveModel(snapshot(), 'User')).toMatchObject({ ok: false, error: { message: 'No model named "User". This project has no models.' } });
  });
});

describe('resolveRoute', () => {
  it.each([['get', '/api/users', 'GET:/api/users'], ['GET', '/api/users/', 'GET:/api/users'], ['GET', '/api/users/:user_id', 'GET:/api/users/{id}']])('finds %s %s', (method, path, id) => {
    const resolved = resolveRoute(shop, { method, path });
    expect(resolved.ok && resolved.value.id).toBe(id);
  });

  it('names the methods that the path does answer', () => {
    const resolved = resolveRoute(shop, { method: 'DELETE', path: '/api/users' });
    expect(!resolved.ok && resolved.error.message).toBe('No route DELETE /api/users: this path answers GET, POST.');
  });

  it('reads METHOD:/path', () => {
    expect(parseRouteId('get:/api/users')).toEqual({ method: 'GET', path: '/api/users' });
    expect(parseRouteId('/api/users')).toBeNull();
  });
});

describe('resolveMigration', () => {
  it.each([
    [{ migration_id: 'blog/0002_slugs' }, 'blog/0002_slugs'],
    [{ name: '0003_more' }, 'blog/0003_more'],
    [{ app: 'blog', name: '0003' }, 'blog/0003_more'],
    [{ app: 'blog' }, 'blog/0002_slugs'],
    [{ app: 'shop' }, 'shop/0001_initial'],
  ])('finds %j', (asked, id) => {
    const resolved = resolveMigration(shop, asked);
    expect(resolved.ok && resolved.value.id).toBe(id);
  });

  it.each([[{}, 'INVALID_REQUEST'], [{ app: 'blgo' }, 'NOT_FOUND'], [{ name: '0001_initial' }, 'AMBIGUOUS'], [{ app: 'blog', name: '9999' }, 'NOT_FOUND']])('refuses %j with %s', (asked, code) => {
    expect(resolveMigration(shop, asked)).toMatchObject({ ok: false, error: { code } });
  });
});

describe('resolveDiagnostic', () => {
  it.each([['d-001', 'D002:public.orders:fk_1'], ['D-002', 'D002:public.orders:fk_2'], ['D001:public.logs', 'D001:public.logs'], ['d001', 'D001:public.logs']])('finds %s', (asked, id) => {
    const resolved = resolveDiagnostic(shop, asked);
    expect(resolved.ok && resolved.value.id).toBe(id);
  });

  it('does not guess among several findings of one rule', () => {
    expect(resolveDiagnostic(shop, 'D002').ok).toBe(false);
  });
});

describe('nearest', () => {
  it('orders by distance and forgets what is far', () => {
    expect(nearest('usrs', ['users', 'orders', 'user'])).toEqual(['users', 'user']);
    expect(nearest('zzzzzz', ['users', 'orders'])).toEqual([]);
  });
});
