import { describe, expect, it } from 'vitest';
import { aDiagnostic, aQuery, aSnapshot } from '../../testing/snapshot-factory.ts';
import { findTarget } from './flow-target.ts';

const known = {
  snapshot: aSnapshot({ queries: [aQuery('8f2c', 'SELECT *\n  FROM orders')], diagnostics: [aDiagnostic('d-001', { id: 'D002:public.orders', title: 'No index' })] }),
  typedQueries: [{ id: 't-1', sql: 'SELECT 1' }],
};

describe('findTarget', () => {
  it.each([
    ['model', 'public.users', { action_key: 'a', model_name: 'public.users' }],
    ['route', 'GET:/api/users/{id}', { action_key: 'a', method: 'GET', path: '/api/users/{id}' }],
    ['query', '8f2c', { action_key: 'a', sql: 'SELECT *\n  FROM orders' }],
    ['query', 't-1', { action_key: 'a', sql: 'SELECT 1' }],
    ['migration', 'blog/0001_initial', { action_key: 'a', migration_id: 'blog/0001_initial' }],
    ['diagnostic', 'd-001', { action_key: 'a', issue_id: 'd-001' }],
    ['diagnostic', 'D002:public.orders', { action_key: 'a', issue_id: 'd-001' }],
    ['diagnostic', 'd-999', { action_key: 'a', issue_id: 'd-999' }],
  ] as const)('asks about a %s %s', (kind, id, body) => {
    expect(findTarget(kind, id, known)?.request('a')).toEqual({ kind, body });
  });

  it('passes a detail level on when one is chosen', () => {
    expect(findTarget('query', 't-1', known)?.request('a', 'literals')).toEqual({ kind: 'query', body: { action_key: 'a', detail: 'literals', sql: 'SELECT 1' } });
  });

  it('keeps a colon in the path of a route', () => {
    expect(findTarget('route', 'POST:/jobs/{id}:cancel', known)?.name).toBe('POST /jobs/{id}:cancel');
  });

  it('brings a pasted plan along', () => {
    const target = findTarget('query', 't-1', { ...known, pastedPlans: { 't-1': 'Result', '8f2c': 'Limit' } });
    expect(target?.request('a')).toEqual({ kind: 'query', body: { action_key: 'a', sql: 'SELECT 1', plan: 'Result' } });
  });

  it('shows a query on one line', () => {
    expect(findTarget('query', '8f2c', known)?.name).toBe('8f2c · SELECT * FROM orders');
  });

  it('has nothing to ask about a query whose text is not here', () => {
    expect(findTarget('query', 't-unknown', known)).toBeNull();
  });
});
