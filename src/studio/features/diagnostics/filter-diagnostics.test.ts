import { expect, it } from 'vitest';
import { aDiagnostic } from '../../testing/snapshot-factory.ts';
import { diagnosticFacets, filterDiagnostics } from './filter-diagnostics.ts';

const diagnostics = [
  aDiagnostic('d-001', { level: 'error', rule: 'D010', name: 'index_invalid' }),
  aDiagnostic('d-002'),
  aDiagnostic('d-003', { object: { kind: 'migration', id: 'blog/1', part: null }, rule: 'M001', name: 'rewrite' }),
];
const ids = (filter: Parameters<typeof filterDiagnostics>[1]) => filterDiagnostics(diagnostics, filter).map(({ shortId }) => shortId);

it('keeps everything without a filter, and what fits all filters at once', () => {
  expect(ids({ level: '', kind: '', rule: '' })).toEqual(['d-001', 'd-002', 'd-003']);
  expect(ids({ level: 'warning', kind: '', rule: '' })).toEqual(['d-002', 'd-003']);
  expect(ids({ level: 'warning', kind: 'model', rule: '' })).toEqual(['d-002']);
  expect(ids({ level: '', kind: '', rule: 'M001' })).toEqual(['d-003']);
  expect(ids({ level: 'error', kind: '', rule: 'M001' })).toEqual([]);
});

it('offers only values that occur, worst level first, rules by id', () => {
  expect(diagnosticFacets(diagnostics)).toEqual({
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
  });
});
