import { existsSync, readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { pg_stat_statements } from '@electric-sql/pglite/contrib/pg_stat_statements';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWorkload } from '../src/sample/index.ts';

const tarball = 'dist/sample/sample-db.tar.gz';

describe.skipIf(!existsSync(tarball))(`${tarball} (made by npm run build)`, () => {
  let database: PGlite;
  beforeAll(async () => {
    database = await PGlite.create({ extensions: { pg_stat_statements }, loadDataDir: new Blob([readFileSync(tarball)]) });
  }, 120_000);
  afterAll(() => database.close());

  it('is small enough to be opened at every start', () => {
    expect(readFileSync(tarball).length).toBeLessThan(16 * 2 ** 20);
  });

  it('holds a counter for each statement of the workload, most time spent in the slow query', async () => {
    const { rows } = await database.query<{ query: string; calls: number }>(
      "SELECT query, calls FROM pg_stat_statements WHERE userid = 'shop_app'::regrole ORDER BY total_exec_time DESC",
    );
    const workload = readWorkload();
    expect(rows.map(({ calls }) => calls).toSorted()).toEqual(workload.map(({ calls }) => calls).toSorted());
    expect(rows[0]?.query).toContain('AS units_sold');
  });

  it('knows how its tables were used and when they were analyzed', async () => {
    const { rows } = await database.query(
      `SELECT relname, last_analyze IS NOT NULL AS analyzed, n_live_tup, idx_scan > 0 AS index_used
       FROM pg_stat_user_tables WHERE relname IN ('orders', 'users') ORDER BY relname`,
    );
    expect(rows).toEqual([
      { relname: 'orders', analyzed: true, n_live_tup: 52_000, index_used: true },
      { relname: 'users', analyzed: true, n_live_tup: 16_000, index_used: true },
    ]);
  });
});
