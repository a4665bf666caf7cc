import { beforeAll, describe, expect, it } from 'vitest';
import type { SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { foldQueries } from './fold-queries.ts';
import type { StatementRow } from './statements.sql.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function row(query: string, calls = 1, total = 10): StatementRow {
  return { query, calls, total_ms: total, max_ms: total / calls, rows: calls, shared_blks_hit: 5, shared_blks_read: 1, temp_blks_written: 0 };
}

describe('rows of pg_stat_statements', () => {
  it('that are one statement of several roles are summed', () => {
    const [query, ...others] = foldQueries([row('SELECT a FROM t WHERE b = $1', 3, 30), row('select  a from t where b = $1', 1, 40)], [], parser);
    expect(others).toEqual([]);
    expect(query).toMatchObject({ sql: 'SELECT a FROM t WHERE b = $1', calls: 4, totalMs: 70, meanMs: 17.5, maxMs: 40, rows: 4, sharedBlocksHit: 10, sharedBlocksRead: 2 });
  });

  it('that normalising broke keep their text, and are left out when they are no query', () => {
    const queries = foldQueries([row('SELECT EXTRACT($1 FROM a) FROM t'), row('SAVEPOINT $1'), row('UPDATE t SET')], [], parser);
    expect(queries.map(({ operation, id }) => [operation, /^[0-9a-f]{12}$/.test(id)])).toContainEqual(['UPDATE', true]);
    expect(queries.map(({ sql }) => sql)).not.toContain('SAVEPOINT $1');
  });

  it('are at most 500, the most expensive', () => {
    const rows = Array.from({ length: 600 }, (_, index) => row(`SELECT c${index} FROM t`, 1, index));
    const queries = foldQueries(rows, [], parser);
    expect(queries).toHaveLength(500);
    expect([queries[0]?.totalMs, queries.at(-1)?.totalMs]).toEqual([599, 100]);
  });

  it('give the same whatever their order', () => {
    const rows = ['SELECT a FROM t', 'SELECT b FROM t', 'DELETE FROM t', 'INSERT INTO t VALUES ($1)'].map((sql) => row(sql));
    expect(foldQueries(rows.toReversed(), [], parser)).toEqual(foldQueries(rows, [], parser));
  });
});
