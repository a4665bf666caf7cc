import { expect, it } from 'vitest';
import { aDiagnostic, aSnapshot } from '../testing/snapshot-factory.ts';
import { FindingIndex } from './finding-index.ts';

const info = aDiagnostic('d-003', { level: 'info' });
const warning = aDiagnostic('d-002');
const ofRoute = aDiagnostic('d-001', { level: 'error', object: { kind: 'route', id: 'public.orders', part: null } });
const index = new FindingIndex(aSnapshot({ diagnostics: [ofRoute, warning, info] }));

it('knows the findings of an object in the order of the snapshot', () => {
  expect(index.of('model', 'public.orders')).toEqual([warning, info]);
  expect(index.of('model', 'public.users')).toEqual([]);
});

it('does not mix kinds whose objects have the same id', () => {
  expect(index.of('route', 'public.orders')).toEqual([ofRoute]);
});

it('names the worst level, or none', () => {
  expect(index.worstLevel('model', 'public.orders')).toBe('warning');
  expect(index.worstLevel('route', 'public.orders')).toBe('error');
  expect(index.worstLevel('query', 'public.orders')).toBeNull();
});
