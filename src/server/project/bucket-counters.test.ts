import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedModels, fixedQuery } from '../testing/fixed-sources.ts';
import { bucket, bucketModel, bucketQuery } from './bucket-counters.ts';

describe('bucket', () => {
  it.each([
    [0, 0], [7, 7], [42, 42], [100, 100], [199, 190], [1000, 1000], [12_689, 12_000], [20, 20], [0.0478, 0.047], [0.0087, 0.0087], [9_999_999, 9_900_000], [199.99, 190],
  ])('%d is %d', (value, expected) => expect(bucket(value)).toBe(expected));

  it('never passes a number of two digits upwards, and changes nothing twice', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e15, noNaN: true }), (value) => {
        expect(bucket(value)).toBeLessThanOrEqual(value * (1 + 1e-12));
        expect(bucket(value)).toBeGreaterThanOrEqual(value * 0.9);
        expect(bucket(bucket(value))).toBe(bucket(value));
      }),
    );
  });
});

describe('what is rounded', () => {
  const [model] = fixedModels;
  if (model === undefined) throw new Error('fixedModels is expected to hold a model');
  const activity = { sequentialScans: 1234, indexScans: 1234, inserted: 1234, updated: 1234, deleted: 1234, liveRows: 1234, deadRows: 1234, modifiedSinceAnalyze: 1234, analyzedAgo: '< 1 day' };

  it('is every counter of a table and its indexes, and no estimate', () => {
    const bucketed = bucketModel({ ...model, rowEstimate: 1234, activity, indexes: model.indexes.map((index) => ({ ...index, scans: 1234 })) });
    expect(new Set(Object.values(bucketed.activity ?? {}))).toEqual(new Set([1200, '< 1 day']));
    expect(bucketed.indexes[0]?.scans).toBe(1200);
    expect(bucketed.rowEstimate).toBe(1234);
  });

  it('is every figure of a statement', () => {
    const { id: _id, sql: _sql, source: _source, operation: _operation, models: _models, ...figures } = bucketQuery({
      ...fixedQuery, calls: 1234, totalMs: 1234, meanMs: 1234, maxMs: 1234, rows: 1234, sharedBlocksHit: 1234, sharedBlocksRead: 1234, tempBlocksWritten: 1234,
    });
    expect(new Set(Object.values(figures))).toEqual(new Set([1200]));
  });
});
