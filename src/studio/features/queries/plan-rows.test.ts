import { describe, expect, it } from 'vitest';
import { parsePlanRows } from './plan-rows.ts';

describe('parsePlanRows', () => {
  it('reads depth, costs, rows and conditions', () => {
    const rows = parsePlanRows([
      'Limit  (cost=785.00..2430.68 rows=5 width=43)',
      '  -> Seq Scan on public."or  ders" o  (cost=0.00..1645.00 rows=260 width=16)  filter (lower(o.currency) = \'  (cost\'::text)',
    ]);
    expect(rows).toEqual([
      { depth: 0, title: 'Limit', detail: '', cost: { startup: 785, total: 2430.68 }, estimatedRows: 5, actual: null },
      { depth: 1, title: 'Seq Scan on public."or  ders" o', detail: "filter (lower(o.currency) = '  (cost'::text)", cost: { startup: 0, total: 1645 }, estimatedRows: 260, actual: null },
    ]);
  });

  it('reads what was measured, and what never ran', () => {
    const rows = parsePlanRows([
      'Sort  (cost=1.00..2.00 rows=260 width=43) (actual, all loops: 463 ms, 52,000 rows, 1 loops)  sort key id DESC',
      '  -> Result  (cost=0.00..0.01 rows=1 width=4) (never executed)',
      '  -> Result  (cost=0.00..0.01 rows=1 width=4) (actual, all loops: 3 rows, 2 loops)',
    ]);
    expect(rows?.map((row) => row.actual)).toEqual([{ time: '463 ms', rows: 52_000, loops: 1 }, { time: null, rows: 0, loops: 0 }, { time: null, rows: 3, loops: 2 }]);
  });

  it('leaves a plan alone that is written in another way', () => {
    expect(parsePlanRows(['Seq Scan on orders  (cost=0.00..1.00 rows=1 width=4)', '  Filter: (id = 1)'])).toBeNull();
  });
});
