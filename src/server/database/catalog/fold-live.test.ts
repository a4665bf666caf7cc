import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaThresholds } from '#analysis';
import { foldCacheHit, foldFreezing, foldSessions } from './fold-live.ts';
import type { SessionRow } from './live.sql.ts';

const session = (parts: Partial<SessionRow> = {}): SessionRow => ({
  role: 'app', application: 'worker', idle: false, seconds: 90, blocked_seconds: null, blockers: null, ...parts,
});

const rows = fc.array(
  fc.record<SessionRow>({
    role: fc.constantFrom('app', 'report'),
    application: fc.constantFrom('', 'psql', 'worker'),
    idle: fc.boolean(),
    seconds: fc.double({ min: 0, max: 200_000, noNaN: true }),
    blocked_seconds: fc.option(fc.double({ min: 0, max: 200_000, noNaN: true })),
    blockers: fc.option(fc.array(fc.record({ role: fc.constantFrom('app', null), state: fc.constantFrom('active', null) }))),
  }),
  { maxLength: 30 },
);

describe('sessions', () => {
  it.each([
    [{ seconds: 60 }, null], [{ seconds: 61 }, ['active', '1 minute']], [{ seconds: 400_000 }, ['active', '1 day']],
    [{ idle: true, seconds: 300 }, null], [{ idle: true, seconds: 301 }, ['idle_in_transaction', '5 minutes']],
    [{ seconds: 7, blocked_seconds: 5 }, null], [{ seconds: 7, blocked_seconds: 6 }, ['blocked', '5 seconds']],
    [{ seconds: 90, blocked_seconds: 1 }, ['active', '1 minute']], [{ seconds: null }, null],
  ])('%j is %j', (parts, told) => {
    const [group] = foldSessions([session(parts)]);
    expect(group === undefined ? null : [group.state, group.atLeast]).toEqual(told);
  });

  it('that are alike are one group, counted in steps', () => {
    const crowd = (count: number) => foldSessions(Array.from({ length: count }, (_, index) => session({ seconds: 70 + index }))).map((group) => group.count);
    expect([1, 2, 5, 6, 20, 21].map(crowd)).toEqual([['1'], ['2 to 5'], ['2 to 5'], ['6 to 20'], ['6 to 20'], ['more than 20']]);
  });

  it.each(['', 'job 4f2a9c', 'x@y', 'a'.repeat(40), 'pass=secret'])('with the application name %j has none', (application) => {
    expect(foldSessions([session({ application })])).toMatchObject([{ application: null }]);
  });

  it('are the same bytes in any order, and hold no second and no count', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const text = JSON.stringify(foldSessions(list));
        expect(JSON.stringify(foldSessions(list.toReversed()))).toBe(text);
        expect(text).not.toMatch(/:\s*\d/);
      }),
    );
  });

  it('that only grow older within a step change nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 61, max: 299 }), { minLength: 3, maxLength: 3 }), (ages) => {
        expect(foldSessions(ages.map((seconds) => session({ seconds })))).toEqual(foldSessions(ages.map(() => session({ seconds: 61 }))));
      }),
    );
  });
});

describe('the hit rate', () => {
  it.each([
    [99_999, 0, null], [50_000, 50_000, null], [99_000, 1_001, { from: schemaThresholds.cacheHit, to: 1 }],
    [98_400, 1_700, { from: 0.95, to: schemaThresholds.cacheHit }], [1, 200_000, { from: 0, to: 0.5 }], [300_000, 0, { from: schemaThresholds.cacheHit, to: 1 }],
  ])('of %i found and %i read is %j', (blocks_hit, blocks_read, step) => expect(foldCacheHit({ blocks_hit, blocks_read })).toEqual(step));
});

describe('ages of transaction ids', () => {
  it('are told in steps, the limit even when no table is past it', () => {
    expect(foldFreezing([{ limit: 200, relation: null, age: null }])).toEqual({ limit: 200, relations: [] });
    const past = [{ limit: 200, relation: 'a.b', age: 1_612_345_678 }, { limit: 200, relation: 'a.a', age: 1_699_999_999 }];
    expect(foldFreezing(past)?.relations).toEqual([{ relation: 'a.a', age: 1_600_000_000 }, { relation: 'a.b', age: 1_600_000_000 }]);
    expect(foldFreezing([])).toBeUndefined();
  });
});
