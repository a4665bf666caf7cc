import { beforeAll, describe, expect, it } from 'vitest';
import type { SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { nodeKinds, parameterCount, tablesNamed } from './sql-tree.ts';
import { oneStatement } from '../../sql/testing/one-statement.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const statement = (sql: string) => oneStatement(parser, sql);

describe('tables named', () => {
  it.each([
    ['SELECT * FROM a JOIN s.b ON true WHERE id IN (SELECT id FROM c)', ['a', 's.b', 'c']],
    ['WITH recent AS (SELECT * FROM a) SELECT * FROM recent, s.recent', ['s.recent', 'a']],
    ['INSERT INTO s.x SELECT * FROM "Odd ""name"""', ['s.x', 'Odd "name"']],
    ['MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE', ['t', 'u']],
    ['SELECT 1', []],
  ])('%s', (sql, expected) => {
    const names = tablesNamed(statement(sql)).map(({ schema, name }) => (schema === null ? name : `${schema}.${name}`));
    expect(names.toSorted()).toEqual(expected.toSorted());
  });
});

describe('parameters', () => {
  it.each([
    ['SELECT 1', 0], ['SELECT $1', 1], ["SELECT '$9' || $2::text, \"$8\" FROM t WHERE a = $1 -- $7", 2], ['INSERT INTO t VALUES ($1, $3)', 3],
    ['SELECT * FROM t LIMIT $2 OFFSET $1', 2],
  ])('%s has $%i at most', (sql, count) => {
    expect(parameterCount(statement(sql))).toBe(count);
  });
});

describe('node kinds', () => {
  it('sees clauses at any depth', () => {
    expect(nodeKinds(statement('SELECT * FROM (SELECT 1 FROM t FOR UPDATE) x'))).toContain('LockingClause');
    expect(nodeKinds(statement('SELECT 1 INTO x UNION SELECT 2'))).toContain('IntoClause');
    expect(nodeKinds(statement('WITH d AS (DELETE FROM t RETURNING 1) SELECT 1'))).toContain('DeleteStmt');
    expect(nodeKinds(statement("SELECT 'FOR UPDATE', \"INTO\" FROM t"))).not.toContain('LockingClause');
  });
});
