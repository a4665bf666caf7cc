import { describeQuery, type QueryShape } from '#analysis';
import { loadSqlParser } from '#sql';
import { describe, expect, it } from 'vitest';
import { mustStayEqual, queryAsks } from './query-shape.ts';
import { oneStatement } from '../../sql/testing/one-statement.ts';

const parser = await loadSqlParser();

function shapeOf(sql: string): QueryShape {
  return describeQuery(oneStatement(parser, sql), []);
}

describe('row order', () => {
  it('is part of the result when the statement orders by an aggregate', () => {
    const shape = shapeOf('SELECT status, count(*) AS n FROM orders GROUP BY status ORDER BY n DESC LIMIT 20');
    expect(JSON.stringify(mustStayEqual(shape))).toContain('row order is part of the result (ORDER BY)');
    expect(JSON.stringify(queryAsks(shape, []))).toContain('ordered by a value that is computed');
  });

  it('is no part of it without ORDER BY', () => {
    expect(JSON.stringify(mustStayEqual(shapeOf('SELECT id FROM orders LIMIT 20')))).toContain('row order is not part of the result');
  });
});
