import type { Diagnostic, Query, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { projectFacts } from '../testing/model-factory.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function query(id: string, parts: Partial<Query> = {}): Query {
  return {
    id, sql: 'SELECT 1', source: 'pg_stat_statements', calls: 100, totalMs: 1_000, meanMs: 10, maxMs: 20, rows: 1, sharedBlocksHit: 1, sharedBlocksRead: 0,
    tempBlocksWritten: 0, operation: 'SELECT', models: ['public.orders'], ...parts,
  };
}

function found(rule: string, ...queries: Query[]): Diagnostic[] {
  return diagnose(projectFacts({ queries }), parser).diagnostics.filter((diagnostic) => diagnostic.rule === rule);
}

const others = ['b', 'c', 'd'].map((id) => query(id));

describe('statements', () => {
  it.each([
    ['D042', { meanMs: 200 }, 1], ['D042', { meanMs: 199 }, 0], ['D042', { meanMs: 500, calls: 19 }, 0], ['D042', { meanMs: 500, source: 'typed' as const }, 0],
    ['D043', { totalMs: 1_500 }, 1], ['D043', { totalMs: 1_000 }, 0],
    ['D044', { tempBlocksWritten: 1 }, 1], ['D044', { tempBlocksWritten: 1, calls: 19 }, 0],
  ])('%s on %j: %i', (rule, parts, count) => expect(found(rule, query('a', parts), ...others)).toHaveLength(count));

  it('are named by operation, id and table', () => {
    expect(found('D042', query('a', { meanMs: 832 }))).toMatchObject([{ id: 'D042:a', title: 'SELECT a on orders takes 832 ms on average', object: { kind: 'query', id: 'a' }, remedy: { sql: null } }]);
  });

  it('are not called dominant when there is only one', () => expect(found('D043', query('a'))).toEqual([]));
});
