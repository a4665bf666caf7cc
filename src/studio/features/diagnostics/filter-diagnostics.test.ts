import { expect, it } from 'vitest';
import { aDiagnostic } from '../../testing/snapshot-factory.ts';
import { diagnosticFacets, filterDiagnostics, type DiagnosticFilter } from './filter-diagnostics.ts';

const diagnostics = [
  aDiagnostic('d-001', { level: 'error', rule: 'D010', name: 'index_invalid' }),
  aDiagnostic('d-002'),
  aDiagnostic('d-003', { object: { kind: 'migration', id: 'blog/1', part: null }, rule: 'M001', name: 'rewrite' }),
];
const all: DiagnosticFilter = { level: '', kind: '', rule: '', object: '' };
const ids = (filter: Partial<DiagnosticFilter>) => filterDiagnostics(diagnostics, { ...all, ...filter }).map(({ shortId }) => shortId);

it('keeps everything without a filter, and what fits all filters at once', () => {
  expect(ids({})).toEqual(['d-001', 'd-002', 'd-003']);
  expect(ids({ level: 'warning' })).toEqual(['d-002', 'd-003']);
  expect(ids({ level: 'warning', kind: 'model' })).toEqual(['d-002']);
  expect(ids({ rule: 'M001' })).toEqual(['d-003']);
  expect(ids({ level: 'error', rule: 'M001' })).toEqual([]);
  expect(ids({ object: 'migration:blog/1' })).toEqual(['d-003']);
  expect(ids({ object: 'model:blog/1' })).toEqual([]);
});

it('offers only values that occur, worst level first, rules by id', () => {
  expect(diagnosticFacets(diagnostics, '')).toEqual({
    levels: [
      { value: 'error', label: 'error', count: 1 },
      { value: 'warning', label: 'warning', count: 2 },
    ],
    kinds: [
      { value: 'model', label: 'model', count: 2 },
      { value: 'migration', label: 'migration', count: 1 },
    ],
    rules: [
      { value: 'D002', label: 'D002 fk unindexed', count: 1 },
      { value: 'D010', label: 'D010 index invalid', count: 1 },
      { value: 'M001', label: 'M001 rewrite', count: 1 },
    ],
    objects: [
      { value: 'migration:blog/1', label: 'migration blog/1', count: 1 },
      { value: 'model:public.orders', label: 'model orders', count: 2 },
    ],
  });
});

it('offers the objects of the chosen kind only', () => {
  expect(diagnosticFacets(diagnostics, 'migration').objects.map(({ value }) => value)).toEqual(['migration:blog/1']);
});
