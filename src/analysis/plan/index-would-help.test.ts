import { beforeAll, describe, expect, it } from 'vitest';
import type { SqlParser, WhatIfEvidence, WhatIfIndex } from '#contract';
import { loadSqlParser } from '#sql';
import { index, table } from '../testing/model-factory.ts';
import { whatIfFindings } from './index-would-help.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const models = [table('orders'), table('lines')];

function tried(names: readonly string[], parts: Partial<WhatIfIndex> = {}): WhatIfIndex {
  return { model: 'public.orders', columns: names.map((name) => ({ name, descending: false })), definition: `CREATE INDEX ON public.orders (${names.join(', ')})`, cost: 400, used: true, sizeBytes: 8192, ...parts };
}

function evidence(cost: number, ...indexes: readonly WhatIfIndex[]): WhatIfEvidence {
  return { ok: true, method: 'HypoPG 1.4.1', cost, indexes };
}

describe('P030 index_would_help', () => {
  it('names the index that saves most of each table, with a remedy that does not block writes', () => {
    const [finding, ...others] = whatIfFindings(evidence(1000, tried(['status']), tried(['customer_id'], { cost: 80 }), tried(['customer_id', 'status'], { cost: 80 })), models);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ id: 'P030:public.orders:customer_id', level: 'warning', title: 'An index on public.orders (customer_id) would save 92 % of the estimated cost' });
    expect(finding?.evidence).toEqual(['estimated cost 1,000 without it, 80 with it; threshold 50 % saved', 'its size: 8 kB', 'tried by: HypoPG 1.4.1']);
    expect(finding?.remedy?.sql).toBe('CREATE INDEX CONCURRENTLY orders_customer_id_idx ON public.orders (customer_id);');
    expect(parser.parse(finding?.remedy?.sql ?? '').ok).toBe(true);
  });

  it('is an info where less is saved, and nothing where it is little, unread, or the plan is cheap', () => {
    expect(whatIfFindings(evidence(1000, tried(['a'], { cost: 500 })), models)).toMatchObject([{ level: 'info' }]);
    expect(whatIfFindings(evidence(1000, tried(['a'], { cost: 501 })), models)).toEqual([]);
    expect(whatIfFindings(evidence(1000, tried(['a'], { used: false, cost: 1 })), models)).toEqual([]);
    expect(whatIfFindings(evidence(99, tried(['a'], { cost: 1 })), models)).toEqual([]);
    expect(whatIfFindings({ ok: false, reason: 'no HypoPG', remedy: null }, models)).toEqual([]);
  });

  it('takes a name that no index of the table has', () => {
    const taken = [table('orders', { indexes: [index('orders_a_idx', ['b'])] })];
    expect(whatIfFindings(evidence(1000, tried(['a'])), taken)[0]?.remedy?.sql).toContain('orders_a_idx1 ON');
  });
});
