import { beforeAll, describe, expect, it } from 'vitest';
import type { Model, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { describeQuery, rewriteFacts } from '#analysis';
import { column, table as model } from '../testing/model-factory.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const customers = model('customers', {
  columns: [column('id', { type: 'bigint', nullable: false }), column('email', { nullable: true })],
  primaryKey: { name: 'customers_pkey', columns: ['id'] },
  uniques: [{ name: 'customers_email_key', columns: ['email'], nullsNotDistinct: false, deferrable: false }],
});

function orders(nullable: boolean, validated = true): Model {
  return model('orders', {
    columns: [column('id', { type: 'bigint', nullable: false }), column('customer_id', { type: 'bigint', nullable }), column('total', { type: 'numeric' })],
    primaryKey: { name: 'orders_pkey', columns: ['id'] },
    foreignKeys: [
      { name: 'orders_customer_fk', columns: ['customer_id'], references: 'public.customers', referencedColumns: ['id'], onUpdate: 'NO ACTION', onDelete: 'CASCADE', validated, deferrable: false },
    ],
  });
}

function textsOf(sql: string, models: readonly Model[]): readonly string[] {
  const parsed = parser.parse(sql);
  const statement = parsed.ok ? parsed.statements[0] : undefined;
  if (statement === undefined) throw new Error('the statement of this test does not parse');
  return rewriteFacts(describeQuery(statement, models), models).map(({ text }) => text);
}

const JOIN = 'SELECT o.total FROM orders o JOIN customers c ON c.id = o.customer_id';

describe('rewriteFacts', () => {
  it('says that a joined key adds no duplicates and that every row has its partner', () => {
    const texts = textsOf(JOIN, [customers, orders(false)]);
    expect(texts).toContain('customers.id is unique (customers_pkey): at most one row of customers fits each value, so joining on it adds no duplicates');
    expect(texts.join('\n')).toContain('orders.customer_id references customers.id (orders_customer_fk) and is NOT NULL: every row has exactly one partner');
  });

  it.each([[true, true, 'is nullable: a row may have no partner'], [false, false, 'the key is NOT VALID: a row may have no partner']])(
    'promises no partner when nullable is %s and validated %s',
    (nullable, validated, words) => {
      const texts = textsOf(JOIN, [customers, orders(nullable, validated)]).join('\n');
      expect(texts).toContain(words);
      expect(texts).not.toContain('exactly one partner');
    },
  );

  it('warns that NULL behind NOT IN empties the result', () => {
    const texts = textsOf('SELECT 1 FROM customers WHERE id NOT IN (SELECT customer_id FROM orders)', [customers, orders(true)]);
    expect(texts.join('\n')).toContain('orders.customer_id behind NOT IN is nullable');
  });

  it('says when DISTINCT removes nothing, and not over a nullable unique column', () => {
    expect(textsOf('SELECT DISTINCT id, email FROM customers', [customers]).join('\n')).toContain('DISTINCT removes nothing');
    expect(textsOf('SELECT DISTINCT email FROM customers', [customers])).toEqual([]);
  });
});
