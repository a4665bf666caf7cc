import * as fc from 'fast-check';
import type { Model, SqlParser, SqlStatement } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { column, table } from '../testing/model-factory.ts';
import { statementCorpus } from '../testing/statement-corpus.ts';
import { describeQuery, queryTables } from './describe-query.ts';
import type { QueryShape, TableUse } from './query-shape.ts';
import { oneStatement } from '../../sql/testing/one-statement.ts';

const columnsOf = (...names: string[]) => names.map((name) => column(name));
const models: Model[] = [
  table('orders', { columns: columnsOf('id', 'customer_id', 'status', 'total', 'created_at', 'note', 'data', 'active') }),
  table('customers', { columns: columnsOf('id', 'email', 'country', 'name') }),
  table('lines', { columns: columnsOf('order_id', 'product_id', 'quantity') }),
  table('User', { columns: columnsOf('id', 'order') }),
  table('events', { schema: 'audit', columns: columnsOf('id', 'at') }),
  table('events', { schema: 'log', columns: columnsOf('id', 'at') }),
];

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const statement = (sql: string) => oneStatement(parser, sql);

const shape = (sql: string): QueryShape => describeQuery(statement(sql), models);

/** The facts of one table that are not empty. */
function uses(sql: string, name = 'orders'): Partial<TableUse> {
  const found = shape(sql).tables.find((use) => (use.alias ?? use.name) === name);
  const entries = Object.entries(found ?? {}).filter(([, value]) => (Array.isArray(value) ? value.length > 0 : value !== null && value !== false));
  const { scope: _scope, model: _model, name: _name, alias: _alias, ...facts } = Object.fromEntries(entries);
  return facts;
}

describe('describeQuery', () => {
  it('reads the example of a good pack', () => {
    const sql = `SELECT o.id, o.total FROM orders o JOIN customers c ON c.id = o.customer_id
      WHERE c.country = $1 AND o.status = 'pending' AND o.created_at > now() - interval '30 days' ORDER BY o.created_at DESC LIMIT 50`;
    expect(shape(sql)).toMatchObject({
      operation: 'SELECT',
      limit: { count: 50, offset: null, hasCount: true },
      unresolved: [],
      tables: [
        {
          model: 'public.orders', alias: 'o', scope: 'query', equality: ['status'], range: ['created_at'], read: ['id', 'total'],
          joins: [{ column: 'customer_id', with: 'c', otherColumn: 'id', operator: '=', kind: 'inner' }],
          sort: [{ position: 1, column: 'created_at', descending: true, nulls: null, function: null }],
        },
        { model: 'public.customers', alias: 'c', equality: ['country'], joins: [{ column: 'id', with: 'o', otherColumn: 'customer_id' }] },
      ],
    });
  });

  it.each<[string, Partial<TableUse>]>([
    ["SELECT 1 FROM orders WHERE status IN ('a','b') AND id = ANY($1) AND total <> ALL (ARRAY[1,2])", {
      lists: [{ column: 'status', items: 2, negated: false }, { column: 'id', items: null, negated: false }, { column: 'total', items: 2, negated: true }],
    }],
    ['SELECT 1 FROM orders WHERE 5 < total AND created_at BETWEEN $1 AND $2', { range: ['total', 'created_at'] }],
    ['SELECT 1 FROM orders WHERE NOT (status = 1) AND total <> 3', {
      otherConditions: [{ column: 'status', operator: 'NOT =' }, { column: 'total', operator: '<>' }],
    }],
    ["SELECT 1 FROM orders WHERE note ILIKE '%x%' AND status LIKE 'a%' AND note ~ $1", {
      patterns: [
        { column: 'note', operator: 'ILIKE', leadingWildcard: true },
        { column: 'status', operator: 'LIKE', leadingWildcard: false },
        { column: 'note', operator: '~', leadingWildcard: null },
      ],
    }],
    ["SELECT 1 FROM orders WHERE lower(note) = 'x' AND created_at::date = $1 AND data->>'k' = 'v' AND total + 1 > 2", {
      functions: [
        { column: 'note', function: 'lower', clause: 'where' },
        { column: 'created_at', function: '::date', clause: 'where' },
        { column: 'data', function: '->>', clause: 'where' },
        { column: 'total', function: '+', clause: 'where' },
      ],
    }],
    ['SELECT 1 FROM orders WHERE active AND note IS NULL AND (status = 1 OR total > 2)', {
      equality: ['active', 'status'], range: ['total'], nullTests: [{ column: 'note', isNull: true }], alternatives: ['status', 'total'],
    }],
    ['SELECT 1 FROM orders WHERE data @> $1 AND status IS DISTINCT FROM $2', {
      otherConditions: [{ column: 'data', operator: '@>' }, { column: 'status', operator: 'IS DISTINCT FROM' }],
    }],
    ['SELECT 1 FROM orders WHERE (created_at, id) < ($1, $2)', { range: ['created_at', 'id'] }],
    ['SELECT status, count(*), sum(total) / 2 FROM orders GROUP BY 1 HAVING max(id) > 1', {
      group: ['status'], read: ['status'],
      aggregates: [
        { column: null, function: 'count', clause: 'select' },
        { column: 'total', function: 'sum', clause: 'select' },
        { column: 'id', function: 'max', clause: 'select' },
      ],
    }],
    ['SELECT total AS amount FROM orders ORDER BY amount DESC NULLS LAST, lower(note)', {
      read: ['total'],
      sort: [
        { position: 1, column: 'total', descending: true, nulls: 'last', function: null },
        { position: 2, column: 'note', descending: false, nulls: null, function: 'lower' },
      ],
    }],
    ['UPDATE orders SET status = $1, total = total + 1 WHERE id = $2 RETURNING note', {
      written: true, equality: ['id'], writes: ['status', 'total'], read: ['total', 'note'],
    }],
    ['INSERT INTO orders (id, total) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET note = excluded.note WHERE orders.total > 1', {
      written: true, writes: ['id', 'total', 'note'], equality: ['id'], range: ['total'],
    }],
    ['DELETE FROM orders USING customers c WHERE c.id = customer_id', {
      written: true, joins: [{ column: 'customer_id', with: 'c', otherColumn: 'id', operator: '=', kind: 'inner' }],
    }],
  ])('%s', (sql, expected) => expect(uses(sql)).toEqual(expected));

  it('resolves every column of SELECT *', () => {
    expect(uses('SELECT * FROM customers', 'customers')).toEqual({ readsAll: true, read: ['id', 'email', 'country', 'name'] });
  });

  it('tells the kinds of join apart', () => {
    const kinds = (sql: string) => shape(sql).tables.flatMap(({ joins }) => joins.map(({ column: own, kind }) => `${own} ${kind}`));
    expect(kinds('SELECT 1 FROM orders o LEFT JOIN customers c ON c.id = o.customer_id')).toEqual(['customer_id left', 'id left']);
    expect(kinds('SELECT 1 FROM orders JOIN lines ON order_id = orders.id, customers WHERE customer_id = customers.id')).toEqual([
      'id inner', 'customer_id inner', 'order_id inner', 'id inner',
    ]);
    expect(kinds('SELECT 1 FROM orders JOIN customers USING (id)')).toEqual(['id inner', 'id inner']);
    expect(kinds('SELECT 1 FROM orders WHERE customer_id IN (SELECT id FROM customers)')).toEqual(['customer_id semi', 'id semi']);
    expect(kinds('SELECT 1 FROM orders WHERE customer_id NOT IN (SELECT id FROM customers)')).toEqual(['customer_id anti', 'id anti']);
  });

  it('names the forms of subqueries and whether they are correlated', () => {
    const sql = `SELECT (SELECT max(quantity) FROM lines l WHERE l.order_id = o.id) FROM orders o
      WHERE NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = o.customer_id) AND o.id NOT IN (SELECT order_id FROM lines)`;
    expect(shape(sql).subqueries).toEqual([
      { form: 'scalar', correlated: true, scope: 'subquery 1' },
      { form: 'NOT EXISTS', correlated: true, scope: 'subquery 2' },
      { form: 'NOT IN', correlated: false, scope: 'subquery 3' },
    ]);
    expect(uses(sql, 'c').joins).toEqual([{ column: 'id', with: 'o', otherColumn: 'customer_id', operator: '=', kind: 'correlated' }]);
  });

  it('sees through plain derived tables, not through ones that limit or group', () => {
    expect(uses('SELECT 1 FROM (SELECT status AS s, total FROM orders) t WHERE t.s = 1')).toMatchObject({ equality: ['status'] });
    expect(uses('WITH t AS (SELECT * FROM orders) SELECT 1 FROM t WHERE status = 1')).toMatchObject({ equality: ['status'] });
    for (const sql of [
      'SELECT 1 FROM (SELECT status FROM orders LIMIT 5) t WHERE t.status = 1',
      'WITH t AS MATERIALIZED (SELECT * FROM orders) SELECT 1 FROM t WHERE status = 1',
      'WITH t AS (SELECT * FROM orders) SELECT 1 FROM t JOIN t AS u ON true WHERE t.status = 1',
      'SELECT 1 FROM (SELECT status FROM orders UNION SELECT status FROM orders) t WHERE t.status = 1',
    ]) {
      expect(uses(sql).equality).toBeUndefined();
      expect(shape(sql).unresolved).toEqual([]);
    }
  });

  it('reads recursive common table expressions', () => {
    const sql = `WITH RECURSIVE tree (id, depth) AS (SELECT id, 1 FROM orders WHERE id = 1 UNION ALL SELECT o.id, depth + 1 FROM orders o JOIN tree t ON t.id = o.customer_id)
      SELECT id, depth FROM tree`;
    expect(shape(sql)).toMatchObject({ derived: [{ name: 'tree', kind: 'recursive cte' }], setOperations: ['UNION ALL'], unresolved: [] });
  });

  it('lists what no model has, quoted', () => {
    expect(shape('SELECT o.nope, missing FROM orders o JOIN audit.gone g ON true').unresolved).toEqual(['audit.gone', 'o.nope']);
    expect(shape('SELECT nope FROM orders').unresolved).toEqual(['nope']);
    expect(shape('SELECT "Nope" FROM "orders x"').unresolved).toEqual(['"orders x"']);
  });

  it('does not choose between two tables of one name', () => {
    expect(shape('SELECT 1 FROM events').tables).toMatchObject([{ model: null }]);
    expect(shape('SELECT 1 FROM audit.events').tables).toMatchObject([{ model: 'audit.events' }]);
  });

  it('looks into EXPLAIN, PREPARE and CREATE TABLE AS', () => {
    for (const prefix of ['EXPLAIN', 'PREPARE p AS', 'CREATE TABLE x AS', 'DECLARE c CURSOR FOR']) {
      expect(shape(`${prefix} SELECT 1 FROM orders WHERE id = 1`).tables).toMatchObject([{ equality: ['id'] }]);
    }
  });

  it('sees an ORDER BY over an output name, an aggregate or a set operation', () => {
    expect(shape('SELECT status, count(*) AS n FROM orders GROUP BY status ORDER BY n DESC')).toMatchObject({ ordered: true, tables: [{ sort: [] }] });
    expect(shape('SELECT id FROM orders UNION SELECT id FROM customers ORDER BY 1').ordered).toBe(true);
    expect(shape('SELECT id FROM (SELECT id FROM orders ORDER BY id LIMIT 5) t').ordered).toBe(false);
  });

  it('knows LIMIT from LIMIT ALL and from a parameter', () => {
    expect(shape('SELECT 1 LIMIT ALL').limit).toBeNull();
    expect(shape('SELECT 1 LIMIT $1 OFFSET 10000').limit).toEqual({ count: null, offset: 10_000, hasCount: true, hasOffset: true, withTies: false });
  });

  it('reads MERGE', () => {
    const sql = 'MERGE INTO orders o USING customers c ON c.id = o.customer_id WHEN MATCHED THEN UPDATE SET note = c.name WHEN NOT MATCHED THEN INSERT (id) VALUES (c.id)';
    expect(queryTables(statement(sql), models)).toEqual({ read: ['public.customers'], written: ['public.orders'] });
    expect(uses(sql, 'o')).toMatchObject({ writes: ['note', 'id'], joins: [{ column: 'customer_id' }] });
  });

  it.each([
    ['WITH d AS (DELETE FROM lines RETURNING order_id) SELECT * FROM orders JOIN d ON d.order_id = orders.id', { read: ['public.orders'], written: ['public.lines'] }],
    ['INSERT INTO lines SELECT id FROM orders', { read: ['public.orders'], written: ['public.lines'] }],
    ['SELECT * FROM "User" u WHERE u."order" = 1', { read: ['public.User'], written: [] }],
    ['TRUNCATE orders', { read: ['public.orders'], written: [] }],
  ])('queryTables: %s', (sql, tables) => expect(queryTables(statement(sql), models)).toEqual(tables));
});

describe('on any statement', () => {
  it.each(statementCorpus)('does not throw: %s', (sql) => {
    const result = shape(sql);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('does not throw on trees that lack or mix up their parts', () => {
    const trees = statementCorpus.map((sql) => statement(sql));
    fc.assert(
      fc.property(fc.constantFrom(...trees), fc.array(fc.nat(400), { minLength: 1, maxLength: 8 }), fc.anything(), (original, places, junk) => {
        const broken = { ...original, tree: mangled(original.tree, places, junk) };
        expect(describeQuery(broken, models).tables).toBeInstanceOf(Array);
      }),
      { numRuns: 400 },
    );
  });
});

/** A copy of the tree with the n-th values replaced. */
function mangled(tree: SqlStatement['tree'], places: readonly number[], junk: unknown): SqlStatement['tree'] {
  let position = 0;
  const copy = (value: unknown): unknown => {
    position += 1;
    if (places.includes(position)) return junk;
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
  };
  return Object.fromEntries(Object.entries(tree).map(([key, inner]) => [key, copy(inner)]));
}
