import { expect, it } from 'vitest';
import { aQuery } from '../../testing/snapshot-factory.ts';
import { oneLine, sortQueries } from './sort-queries.ts';

const queries = [
  aQuery('unmeasured', 'SELECT 0'),
  aQuery('often', 'SELECT 1', { calls: 900, totalMs: 10, meanMs: 0.01 }),
  aQuery('heavy', 'SELECT 2', { calls: 2, totalMs: 800, meanMs: 400 }),
  aQuery('slow', 'SELECT 3', { calls: 1, totalMs: 700, meanMs: 700 }),
];
const idsBy = (sort: 'total' | 'mean' | 'calls') => sortQueries(queries, sort).map((query) => query.id);

it('puts the largest figure first and the unmeasured last', () => {
  expect(idsBy('total')).toEqual(['heavy', 'slow', 'often', 'unmeasured']);
  expect(idsBy('mean')).toEqual(['slow', 'heavy', 'often', 'unmeasured']);
  expect(idsBy('calls')).toEqual(['often', 'heavy', 'slow', 'unmeasured']);
});

it('leaves the given list as it is', () => {
  idsBy('total');
  expect(queries[0]?.id).toBe('unmeasured');
});

it('writes a statement on one line', () => {
  expect(oneLine('\n  SELECT *\r\n\tFROM t\n')).toBe('SELECT * FROM t');
});
