import { expect, it } from 'vitest';
import { analyzeRefusal, toQuery } from './query-rows.ts';

it.each([
  ['SELECT 1', 'SELECT'],
  ['  -- why\n/* a\nb */ (select 1)', 'SELECT'],
  ['with x as (select 1) select * from x', 'WITH'],
  ['DELETE FROM t', 'DELETE'],
  ['-- only a comment', ''],
  ['$1', ''],
  ['SELEC 1', ''],
])('reads the keyword of %j as %j', (sql, operation) => {
  expect(toQuery({ id: 't-1', sql }).operation).toBe(operation);
});

it.each([
  ['SELECT 1', true],
  ['VALUES (1)', true],
  ['WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d', true],
  ['DELETE FROM t', false],
  ['SELECT $1', false],
  ['', false],
])('offers to execute %j: %s (the server has the last word)', (sql, offered) => {
  expect(analyzeRefusal(toQuery({ id: 't-1', sql })) === null).toBe(offered);
});
