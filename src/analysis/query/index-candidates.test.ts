import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Model, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { oneStatement } from '../../sql/testing/one-statement.ts';
import { column, index, indexKey, table } from '../testing/model-factory.ts';
import { statementCorpus } from '../testing/statement-corpus.ts';
import { describeQuery } from './describe-query.ts';
import { indexCandidates } from './index-candidates.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const columns = [
  column('id'), column('customer_id', { distinct: 4000 }), column('status', { distinct: 5 }), column('Total'), column('created_at'), column('data', { type: 'jsonb' }),
];
const orders = (parts: Partial<Model> = {}) => table('orders', { columns, indexes: [index('orders_pkey', ['id'])], ...parts });
const customers = table('customers', { columns: [column('id'), column('country')], indexes: [index('customers_pkey', ['id'])] });

function candidates(sql: string, models: readonly Model[] = [orders(), customers]): readonly string[] {
  return indexCandidates(describeQuery(oneStatement(parser, sql), models), models).map(({ definition }) => definition.replace('CREATE INDEX ON public.', ''));
}

describe('the indexes worth asking the planner about', () => {
  it('begin with what is compared for equality, the most distinct first, then a range', () => {
    expect(candidates("SELECT id FROM orders WHERE status = 'open' AND customer_id = $1 AND created_at > $2")).toEqual([
      'orders (customer_id, status, created_at)', 'orders (customer_id, status)', 'orders (customer_id)', 'orders (status)', 'orders (created_at)',
    ]);
  });

  it('go on with the sort keys in their order', () => {
    expect(candidates('SELECT id FROM orders WHERE customer_id = 1 ORDER BY created_at DESC, id LIMIT 5')[0]).toBe('orders (customer_id, created_at DESC, id)');
    expect(candidates('SELECT id FROM orders ORDER BY lower(status) LIMIT 5')).toEqual([]);
  });

  it('are about both sides of a join, and about lists and IS NULL', () => {
    expect(candidates("SELECT 1 FROM orders o JOIN customers c ON c.id = o.customer_id WHERE c.country IN ('de', 'at')")).toEqual([
      'orders (customer_id)', 'customers (country)', 'customers (id, country)', 'customers (country, id)',
    ]);
    expect(candidates('SELECT 1 FROM orders WHERE status IS NULL')).toEqual(['orders (status)']);
  });

  it('leave out what a valid index of the table begins with, and what no b-tree helps', () => {
    const covered = orders({ indexes: [index('a', ['customer_id', 'status'])] });
    expect(candidates('SELECT 1 FROM orders WHERE customer_id = 1', [covered])).toEqual([]);
    for (const parts of [{ valid: false }, { predicate: 'true' }, { method: 'hash' }]) {
      expect(candidates('SELECT 1 FROM orders WHERE customer_id = 1', [orders({ indexes: [index('a', ['customer_id'], parts)] })])).toEqual(['orders (customer_id)']);
    }
    expect(candidates(`SELECT 1 FROM orders WHERE data = '{}'`)).toEqual([]);
    const descending = orders({ indexes: [index('a', [], { keys: [indexKey('customer_id'), indexKey('created_at', { descending: true })] })] });
    expect(candidates('SELECT 1 FROM orders WHERE customer_id = 1 ORDER BY created_at DESC', [descending])).not.toContain('orders (customer_id, created_at DESC)');
  });

  it('are none of a small table, a view or a table that is not known', () => {
    const sql = 'SELECT 1 FROM orders WHERE customer_id = 1';
    for (const parts of [{ rowEstimate: 400 }, { kind: 'view' }, { kind: 'foreign_table' }] as const) expect(candidates(sql, [orders(parts)])).toEqual([]);
    expect(candidates(sql, [orders({ rowEstimate: null })])).toEqual(['orders (customer_id)']);
    expect(candidates(sql, [])).toEqual([]);
  });

  it('are few, each once, of at most four columns, and the same for the same statement', () => {
    fc.assert(
      fc.property(fc.constantFrom(...statementCorpus), (sql) => {
        const parsed = parser.parse(sql);
        const [statement] = parsed.ok ? parsed.statements : [];
        if (!statement) return;
        const models = [orders(), customers];
        const shape = describeQuery(statement, models);
        const found = indexCandidates(shape, models);
        expect(found.length).toBeLessThanOrEqual(10);
        expect(new Set(found.map(({ definition }) => definition)).size).toBe(found.length);
        expect(found.every(({ columns: keys }) => keys.length > 0 && keys.length <= 4)).toBe(true);
        expect(indexCandidates(shape, models)).toEqual(found);
        for (const { definition } of found) expect(parser.parse(definition).ok).toBe(true);
      }),
    );
  });

  it('quote what needs it', () => {
    expect(candidates('SELECT 1 FROM orders WHERE "Total" = 1')).toEqual(['orders ("Total")']);
  });
});
