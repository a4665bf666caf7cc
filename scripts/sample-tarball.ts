import { PGlite } from '@electric-sql/pglite';
import { pg_stat_statements } from '@electric-sql/pglite/contrib/pg_stat_statements';
import { shutDownPglite } from './shut-down-pglite.ts';
import { loadSample, readWorkload, type WorkloadQuery, workloadValues } from '../src/sample/index.ts';

/** Statements are counted only while the workload runs; old WAL is removed, not kept for reuse, because the tarball would carry it. */
const BUILD_SETTINGS = [
  'pg_stat_statements.track=none',
  'wal_recycle=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'min_wal_size=2MB',
  'max_wal_size=64MB',
];

/** A sample of 300 × target rows then holds the whole table, so that ANALYZE gives the same statistics each time. */
const STATISTICS_TARGETS = { orders: 200, payments: 200, order_items: 500 };

/**
 * Makes the sample database on PGlite, runs the application's workload on it, and returns its data directory as a tarball.
 * It must be opened with the extension pg_stat_statements loaded; the counters of the workload are in it.
 */
export async function makeSampleTarball(compression: 'none' | 'gzip'): Promise<Blob> {
  const database = await PGlite.create({
    extensions: { pg_stat_statements },
    initDbStartParams: ['--wal-segsize=1'],
    startParams: [...PGlite.defaultStartParams, ...BUILD_SETTINGS.flatMap((setting) => ['-c', setting])],
  });
  await loadSample((sql) => database.exec(sql));
  await database.exec('CREATE EXTENSION pg_stat_statements');
  await runWorkload(database);
  await vacuum(database);
  await dropTemplates(database);
  await shutDownPglite(database);
  return database.dumpDataDir(compression);
}

async function vacuum(database: PGlite): Promise<void> {
  await database.exec('VACUUM ANALYZE');
  for (const [table, target] of Object.entries(STATISTICS_TARGETS)) {
    await database.exec(`SET default_statistics_target = ${target}; ANALYZE ${table}`);
  }
  await database.exec('RESET default_statistics_target');
}

async function runWorkload(database: PGlite): Promise<void> {
  await database.exec('SET pg_stat_statements.track_utility = off; SET pg_stat_statements.track = top; SET ROLE shop_app');
  for (const query of readWorkload()) await runQuery(database, query);
  await database.exec('RESET ROLE; SET pg_stat_statements.track = none');
}

async function runQuery(database: PGlite, query: WorkloadQuery): Promise<void> {
  if (query.writes) await database.exec('BEGIN');
  try {
    for (let call = 0; call < query.calls; call += 1) await database.query(query.sql, workloadValues(query, call));
  } catch (cause) {
    throw new Error(`queries.sql: "${query.name}" failed on the sample database`, { cause });
  }
  if (query.writes) await database.exec('ROLLBACK');
}

/** They are two more copies of the catalogs, and nobody creates databases here: without them the sample opens sooner. */
async function dropTemplates(database: PGlite): Promise<void> {
  await database.exec("UPDATE pg_database SET datistemplate = false WHERE datname IN ('template0', 'template1')");
  for (const name of ['template0', 'template1']) await database.exec(`DROP DATABASE ${name}`);
}
