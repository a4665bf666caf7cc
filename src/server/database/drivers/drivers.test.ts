import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FlowError } from '#contract';
import type { Database, Query } from '../database.ts';
import { StatementError } from '../statement-error.ts';
import { testEngines, type TestDatabase } from '../testing/test-databases.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const SLOW = 'SELECT count(*) FROM generate_series(1, 1000000000)';

describe.each(await testEngines())('a database on $name', ({ missing, open }) => {
  let test: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    if (missing !== null) return;
    test = await open('CREATE TABLE notes (id int PRIMARY KEY); INSERT INTO notes SELECT generate_series(1, 3)');
    db = test.db;
  });
  afterAll(() => test?.close());

  it.skipIf(missing !== null)('answers rows with numbers as numbers and times as text', async () => {
    const rows = await db.read((query) =>
      query(`SELECT 7::int8 AS whole, 1.5::numeric AS fraction, timestamptz '2024-01-01 10:00+02' AS moment, interval '1 day' AS span,
        ARRAY['a', NULL] AS list, '{"a": 1}'::json AS document, NULL::int AS nothing, true AS flag, $1::text AS bound`, ["it's"]),
    );
    expect(rows).toEqual([
      { whole: 7, fraction: 1.5, moment: '2024-01-01 08:00:00+00', span: 'P1D', list: ['a', null], document: { a: 1 }, nothing: null, flag: true, bound: "it's" },
    ]);
  });

  it.skipIf(missing !== null)('sees one snapshot through all statements of a read', async () => {
    const isolation = await db.read((query) => query(`SELECT current_setting('transaction_isolation') AS level, current_setting('transaction_read_only') AS read_only`));
    expect(isolation).toEqual([{ level: 'repeatable read', read_only: 'on' }]);
  });

  it.skipIf(missing !== null)('resolves names for the catalog or for the role, as asked', async () => {
    const ask = (query: Query) => query<{ id: number }>('SELECT id FROM notes ORDER BY id');
    await expect(db.read(ask)).rejects.toMatchObject({ code: 'DATABASE_ERROR', message: expect.stringContaining('"notes" does not exist') });
    expect(await db.read(ask, { searchPath: 'role' })).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  });

  it.skipIf(missing !== null)('refuses to write', async () => {
    for (const sql of ['DELETE FROM public.notes', 'CREATE TABLE public.more (id int)', 'TRUNCATE public.notes']) {
      await expect(db.read((query) => query(sql))).rejects.toThrow(/read-only transaction/);
    }
    expect(await db.read((query) => query('SELECT count(*) AS rows FROM public.notes'))).toEqual([{ rows: 3 }]);
  });

  it.skipIf(missing !== null)('refuses a second statement behind bound values', async () => {
    await expect(db.read((query) => query('SELECT 1; SELECT 2', []))).rejects.toThrow(/multiple commands/);
  });

  it.skipIf(missing !== null)('hands the work a refused statement, which it can undo to a savepoint', async () => {
    const rows = await db.read(async (query) => {
      await query('SAVEPOINT here');
      const refused = await query('SELECT * FROM nowhere').catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(StatementError);
      expect(refused).toMatchObject({ sqlState: '42P01' });
      await query('ROLLBACK TO SAVEPOINT here');
      return query('SELECT 1 AS one');
    });
    expect(rows).toEqual([{ one: 1 }]);
  });

  it.skipIf(missing !== null)('passes on what the work throws and is ready again', async () => {
    const bug = new Error('own');
    await expect(db.read(() => Promise.reject(bug))).rejects.toBe(bug);
    expect(await db.read((query) => query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });

  it.skipIf(missing !== null)('stops a statement that overruns, says so, and reads on', async () => {
    const failure = await db.read((query) => query(SLOW), { timeoutMs: 200 }).catch((error: unknown) => error);
    expect(FlowError.isInstance(failure) && { code: failure.code, remedy: failure.remedy !== null }).toEqual({ code: 'DATABASE_TIMEOUT', remedy: true });
    expect(await db.read((query) => query('SELECT count(*) AS rows FROM public.notes'))).toEqual([{ rows: 3 }]);
  });

  it.skipIf(missing !== null)('stops at once when aborted, with the signal\'s reason, and reads on', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('no longer wanted')), 100);
    const started = performance.now();
    await expect(db.read((query) => query(SLOW), { signal: controller.signal, timeoutMs: 20_000 })).rejects.toThrow('no longer wanted');
    expect(performance.now() - started).toBeLessThan(10_000);
    await expect(db.read((query) => query('SELECT 1'), { signal: controller.signal })).rejects.toThrow('no longer wanted');
    expect(await db.read((query) => query('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });

  it.skipIf(missing !== null)('reads for several callers at once', async () => {
    const reads = Array.from({ length: 8 }, (_, index) => db.read((query) => query<{ n: number }>('SELECT $1::int AS n', [index])));
    expect((await Promise.all(reads)).map((rows) => rows[0]?.n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
