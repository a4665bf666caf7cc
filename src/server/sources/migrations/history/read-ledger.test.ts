import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import type { Database } from '../../../database/database.ts';
import { openDatabase } from '../../../database/open-database.ts';
import { readMigrations } from '../read-migrations.ts';
import { ALEMBIC, AKSARA_PROJECT, DBMATE, DJANGO_PROJECT, DRIZZLE, FLYWAY, GOLANG, NODE_PG_MIGRATE, PRISMA, RAILS } from '../testing/tool-folders.ts';
import { removeWrittenFiles, writeFiles } from '../testing/write-files.ts';
import { flywayChecksum } from './flyway-ledger.ts';

afterAll(removeWrittenFiles);

const SERVER = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const NAME = `aksara_sources_${process.pid}`;
const unreachable = await reasonUnreachable();
if (unreachable !== null) {
  if (process.env['REQUIRE_POSTGRES'] === '1') throw new Error(`PostgreSQL is required: ${unreachable}`);
  process.stderr.write(`history tables are not tested: ${unreachable} (${new URL(SERVER).host})\n`);
}

async function reasonUnreachable(): Promise<string | null> {
  const client = new pg.Client({ connectionString: SERVER, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

describe.skipIf(unreachable !== null)('applied state from the history table', () => {
  let client: pg.Client;
  let database: Database;
  let parser: SqlParser;

  beforeAll(async () => {
    parser = await loadSqlParser();
    const admin = new pg.Client({ connectionString: SERVER });
    await admin.connect();
    await admin.query(`CREATE DATABASE ${NAME}`);
    await admin.end();
    const url = new URL(SERVER);
    url.pathname = `/${NAME}`;
    client = new pg.Client({ connectionString: url.href });
    await client.connect();
    await client.query("SET TimeZone = 'Asia/Tokyo'");
    database = openDatabase({ url: url.href });
  });

  afterAll(async () => {
    await database.close();
    await client.end();
    const admin = new pg.Client({ connectionString: SERVER });
    await admin.connect();
    await admin.query(`DROP DATABASE ${NAME} WITH (FORCE)`);
    await admin.query(`DROP ROLE IF EXISTS ${NAME}`);
    await admin.end();
  });

  /** States with these tables only, as `name state appliedAt checksum`, and what was skipped. */
  async function states(files: Readonly<Record<string, string>>, setup: string, name?: string) {
    await client.query('DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS drizzle CASCADE; CREATE SCHEMA public');
    await client.query(setup);
    const { migrations, skipped } = await readMigrations(await writeFiles(files, name), database, parser);
    return { lines: migrations.map(({ id, state, appliedAt, checksum }) => `${id} ${state} ${appliedAt} ${checksum}`), skipped: skipped.map(({ reason }) => reason) };
  }

  it('own runner with apps, times in UTC, SHA-256', async () => {
    const files = { 'blog/0001_a.up.sql': 'SELECT 1;\n', 'blog/0002_b.up.sql': 'SELECT 2;\n', 'shop/0001_a.up.sql': 'SELECT 3;\n' };
    const sha = createHash('sha256').update('SELECT 1;\n').digest('hex');
    expect(await states(files, `
      CREATE TABLE schema_migrations (app text, version text, name text, applied_at timestamptz, checksum text);
      INSERT INTO schema_migrations VALUES ('blog', '0001', 'a', '2024-03-01 12:00:00+09', '${sha}'), ('shop', '0001', 'a', '2024-03-02T00:00Z', '${'0'.repeat(64)}'),
        ('gone', '0007', 'x', now(), '')`)).toEqual({
      lines: ['blog/0001_a applied 2024-03-01T03:00:00.000Z unchanged', 'blog/0002_b pending null unknown', 'shop/0001_a applied 2024-03-02T00:00:00.000Z changed'],
      skipped: ['1 applied migration of public.schema_migrations has no file here: gone/0007_x.'],
    });
  });

  it('own runner without apps: versions that two apps share say nothing, names do', async () => {
    const files = { 'blog/0001_a.sql': '', 'shop/0001_b.sql': '' };
    const table = 'CREATE TABLE migrations (id serial, name text, executed_at timestamp)';
    expect((await states(files, `${table}; INSERT INTO migrations (name, executed_at) VALUES ('0001_b.sql', '2024-01-01 10:00')`)).lines).toEqual([
      'blog/0001_a pending null unknown', 'shop/0001_b applied 2024-01-01T10:00:00.000Z unknown',
    ]);
    expect((await states(files, "CREATE TABLE schema_migrations (version bigint); INSERT INTO schema_migrations VALUES (1)")).lines).toEqual([
      'blog/0001_a pending null unknown', 'shop/0001_b pending null unknown',
    ]);
  });

  it('goose, sql-migrate, sqlx', async () => {
    const files = { '00001_a.sql': '-- +goose Up\nSELECT 1;\n', '00002_b.sql': '-- +goose Up\nSELECT 2;\n' };
    expect((await states(files, `CREATE TABLE goose_db_version (id serial, version_id bigint, is_applied boolean, tstamp timestamp);
      INSERT INTO goose_db_version (version_id, is_applied, tstamp) VALUES (0, true, '2024-01-01'), (1, true, '2024-01-01'), (2, true, '2024-01-02'), (2, false, '2024-01-03')`))).toEqual({
      lines: ['default/00001_a applied 2024-01-01T00:00:00.000Z unknown', 'default/00002_b pending null unknown'], skipped: [],
    });
    expect((await states(files, `CREATE TABLE gorp_migrations (id text, applied_at timestamptz); INSERT INTO gorp_migrations VALUES ('00002_b.sql', '2024-01-02T00:00Z')`)).lines).toEqual([
      'default/00001_a pending null unknown', 'default/00002_b applied 2024-01-02T00:00:00.000Z unknown',
    ]);
    const sha = createHash('sha384').update('SELECT 1;').digest('hex');
    expect((await states({ '1_a.sql': 'SELECT 1;', '2_b.sql': 'SELECT 2;' }, `CREATE TABLE _sqlx_migrations (version bigint, description text, installed_on timestamptz, success boolean, checksum bytea);
      INSERT INTO _sqlx_migrations VALUES (1, 'a', '2024-01-01T00:00Z', true, '\\x${sha}'), (2, 'b', '2024-01-02T00:00Z', false, '')`)).lines).toEqual([
      'default/1_a applied 2024-01-01T00:00:00.000Z unchanged', 'default/2_b pending null unknown',
    ]);
  });

  it('Prisma: applied, changed, unfinished, rolled back', async () => {
    const sha = createHash('sha256').update(PRISMA['20240101120000_init/migration.sql']).digest('hex');
    const table = `CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
      logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0)`;
    const row = (id: number, name: string, checksum: string, finished: string, back = 'NULL') => `(${id}, '${checksum}', ${finished}, '${name}', ${back}, '2024-01-0${id}')`;
    const insert = 'INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, rolled_back_at, started_at) VALUES';
    expect(await states(PRISMA, `${table}; ${insert} ${row(1, '20240101120000_init', sha, "'2024-01-01T00:00Z'")}, ${row(2, '20240301090000_add_b', 'x', 'NULL')}`)).toEqual({
      lines: ['default/20240101120000_init applied 2024-01-01T00:00:00.000Z unchanged', 'default/20240301090000_add_b pending null unknown'],
      skipped: ['20240301090000_add_b was started but did not finish (public._prisma_migrations); resolve it with "prisma migrate resolve".'],
    });
    const again = `${row(1, '20240101120000_init', sha, 'NULL', 'now()')}, ${row(2, '20240101120000_init', 'other', "'2024-01-02T00:00Z'")}`;
    expect((await states(PRISMA, `${table}; ${insert} ${again}`)).lines[0]).toBe('default/20240101120000_init applied 2024-01-02T00:00:00.000Z changed');
  });

  it('Drizzle: by the journal time, in its own schema', async () => {
    const sha = createHash('sha256').update(DRIZZLE['0000_calm_storm.sql']).digest('hex');
    expect(await states(DRIZZLE, `CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint);
      INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ('${sha}', 1710000000000)`)).toEqual({
      lines: ['default/0000_calm_storm applied null unchanged', 'default/0001_odd_hulk pending null unknown'], skipped: [],
    });
  });

  it('golang-migrate: everything up to the version it reached, unless dirty', async () => {
    const table = 'CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL)';
    expect((await states(GOLANG, `${table}; INSERT INTO schema_migrations VALUES (9, false)`)).lines).toEqual([
      'default/000009_create_b applied null unknown', 'default/000010_create_c pending null unknown',
    ]);
    const dirty = await states(GOLANG, `${table}; INSERT INTO schema_migrations VALUES (10, true)`);
    expect(dirty.lines[1]).toBe('default/000010_create_c unknown null unknown');
    expect(dirty.skipped[0]).toContain('dirty at version 10');
    expect((await states(GOLANG, table)).lines[0]).toBe('default/000009_create_b pending null unknown');
  });

  it('dbmate and Rails: a list of versions', async () => {
    const table = 'CREATE TABLE schema_migrations (version varchar PRIMARY KEY)';
    expect((await states(DBMATE, `${table}; INSERT INTO schema_migrations VALUES ('20240101000000')`)).lines).toEqual([
      'default/20240101000000_a applied null unknown', 'default/20240201000000_b pending null unknown',
    ]);
    expect((await states(RAILS, `${table}; INSERT INTO schema_migrations VALUES ('20240102000000')`)).lines).toEqual([
      'default/20240101000000_create_users pending null unknown', 'default/20240102000000_index_users applied null unknown',
    ]);
  });

  it('Flyway: baseline, checksums, failures and undo', async () => {
    const table = `CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version varchar(50), description varchar(200), type varchar(20), script varchar(1000),
      checksum int, installed_by varchar(100), installed_on timestamp DEFAULT now(), execution_time int, success boolean)`;
    const insert = "INSERT INTO flyway_schema_history (installed_rank, version, type, script, checksum, installed_on, success) VALUES";
    const { lines, skipped } = await states(FLYWAY, `${table}; ${insert}
      (1, '1', 'BASELINE', '<< Flyway Baseline >>', NULL, '2024-01-01', true), (2, '1.9', 'SQL', 'V1.9__ninth.sql', ${flywayChecksum('SELECT 1;\n')}, '2024-01-02', true),
      (3, '1.10', 'SQL', 'V1_10__tenth.sql', 7, '2024-01-03', true), (4, NULL, 'SQL', 'R__views.sql', 7, '2024-01-04', true), (5, '1.10', 'UNDO_SQL', 'U1.10__x.sql', NULL, '2024-01-05', true),
      (6, '2', 'SQL', 'V2__vacuum.sql', 7, '2024-01-06', false)`, 'sql');
    expect(lines).toEqual([
      'default/V1__first applied 2024-01-01T00:00:00.000Z unknown', 'default/V1.9__ninth applied 2024-01-02T00:00:00.000Z unchanged',
      'default/V1_10__tenth pending null unknown', 'default/V2__vacuum pending null unknown', 'default/R__views applied 2024-01-04T00:00:00.000Z changed',
    ]);
    expect(skipped).toEqual(['V2__vacuum.sql failed (public.flyway_schema_history); repair it with "flyway repair".']);
  });

  it('node-pg-migrate, Alembic, Django and Aksara', async () => {
    expect((await states(NODE_PG_MIGRATE, `CREATE TABLE pgmigrations (id serial, name varchar(255), run_on timestamp);
      INSERT INTO pgmigrations (name, run_on) VALUES ('1700000000000_create-a', '2024-01-01')`)).lines).toEqual([
      'default/1700000000000_create-a applied 2024-01-01T00:00:00.000Z unknown', 'default/1700000000001_index pending null unknown', 'default/1700000000002_sql pending null unknown',
    ]);
    expect((await states(ALEMBIC, "CREATE TABLE alembic_version (version_num varchar(32)); INSERT INTO alembic_version VALUES ('ccc333')")).lines).toEqual([
      'default/zz_first applied null unknown', 'default/mm_left pending null unknown', 'default/nn_right applied null unknown', 'default/aa_merge pending null unknown',
    ]);
    expect((await states(ALEMBIC, "CREATE TABLE alembic_version (version_num varchar(32)); INSERT INTO alembic_version VALUES ('eee')")).skipped[0]).toContain('at revision eee');
    expect(await states(DJANGO_PROJECT, `CREATE TABLE django_migrations (id bigserial, app varchar(255), name varchar(255), applied timestamptz);
      INSERT INTO django_migrations (app, name, applied) VALUES ('blog', '0001_initial', '2024-01-01T00:00Z'), ('auth', '0001_initial', now())`, 'project')).toEqual({
      lines: ['blog/0001_initial applied 2024-01-01T00:00:00.000Z unknown', 'blog/0002_index pending null unknown', 'shop/0001_initial pending null unknown'], skipped: [],
    });
    const sha = createHash('sha256').update(AKSARA_PROJECT['20261122_100217_auto.py']).digest('hex').slice(0, 16);
    expect(await states(AKSARA_PROJECT, `CREATE TABLE aksara_migrations (id serial, name varchar(255), checksum varchar(64), applied_at timestamptz);
      INSERT INTO aksara_migrations (name, checksum, applied_at) VALUES ('20261122_100217_auto', '${sha}', '2026-11-22T10:03Z'), ('20261123_080000_more', 'ffffffffffffffff', NULL),
      ('aksara_core_migrations_0001_runtime_tables', NULL, now())`)).toEqual({
      lines: [
        'default/20261122_100217_auto applied 2026-11-22T10:03:00.000Z unchanged', 'default/20261123_080000_more applied null changed',
        'default/20261124_080000_legacy pending null unknown',
      ],
      skipped: [],
    });
  });

  it('unknown, with the reason, when there is no table, another one, or no right to read it', async () => {
    expect(await states(PRISMA, 'SELECT 1')).toEqual({
      lines: ['default/20240101120000_init unknown null unknown', 'default/20240301090000_add_b unknown null unknown'],
      skipped: ['Which migrations are applied is not known: the database has no history table of Prisma (_prisma_migrations).'],
    });
    expect((await states(GOLANG, 'CREATE TABLE schema_migrations (note text)')).skipped[0]).toContain('no history table of golang-migrate');
    await client.query(`CREATE ROLE ${NAME} LOGIN`);
    await states(DBMATE, `CREATE TABLE schema_migrations (version text); GRANT USAGE ON SCHEMA public TO ${NAME}`);
    const url = new URL(SERVER);
    url.pathname = `/${NAME}`;
    url.username = NAME;
    const other = openDatabase({ url: url.href });
    const { migrations, skipped } = await readMigrations(await writeFiles(DBMATE), other, parser);
    await other.close();
    expect(migrations.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
    expect(skipped.map(({ reason, remedy }) => [reason, remedy])).toEqual([[
      'Which migrations are applied is not known: the role may not read the history table public.schema_migrations.',
      'GRANT SELECT ON "public"."schema_migrations" to the role, then refresh.',
    ]]);
  });

  it('unknown, and the files still read, when the database does not answer', async () => {
    const dead = openDatabase({ url: 'postgres://nobody@127.0.0.1:8149/none' });
    const { migrations, skipped } = await readMigrations(await writeFiles(GOLANG), dead, parser);
    await dead.close();
    expect(migrations.map(({ state }) => state)).toEqual(['unknown', 'unknown']);
    expect(skipped[0]?.reason).toContain('its history cannot be read');
  });

  it('two files of one version do not hide the state of the others, and Supabase keeps version and name apart', async () => {
    const files = { '001_a.sql': 'SELECT 1;', '002_b.sql': 'SELECT 1;', '002_c.sql': 'SELECT 1;', '003_d.sql': 'SELECT 1;' };
    const { lines } = await states(files, "CREATE TABLE schema_migrations (version text, name text); INSERT INTO schema_migrations VALUES ('001', 'a'), ('002', 'c')");
    expect(lines).toEqual(['default/001_a applied null unknown', 'default/002_b pending null unknown', 'default/002_c applied null unknown', 'default/003_d pending null unknown']);
    const versionsOnly = await states(files, "CREATE TABLE schema_migrations (version text); INSERT INTO schema_migrations VALUES ('001'), ('002')");
    expect(versionsOnly.lines.map((line) => line.split(' ')[1])).toEqual(['applied', 'pending', 'pending', 'pending']);
  });

  it('the history that knows these files, not the one of a service in the same database', async () => {
    const schemas = ['auth', 'supabase_migrations'].map((name) => `DROP SCHEMA IF EXISTS ${name} CASCADE; CREATE SCHEMA ${name}; CREATE TABLE ${name}.schema_migrations (version text);`).join(' ');
    const { lines, skipped } = await states(DBMATE, `${schemas} INSERT INTO auth.schema_migrations VALUES ('20171026211738'); INSERT INTO supabase_migrations.schema_migrations VALUES ('20240101000000')`);
    expect(lines).toEqual(['default/20240101000000_a applied null unknown', 'default/20240201000000_b pending null unknown']);
    expect(skipped).toEqual([]);
    expect((await states(DBMATE, 'DELETE FROM supabase_migrations.schema_migrations')).skipped).toEqual([]);
    await client.query('DROP SCHEMA auth CASCADE; DROP SCHEMA supabase_migrations CASCADE');
  });

  it('public before other schemas, odd names quoted', async () => {
    const { lines } = await states(DBMATE, `CREATE SCHEMA IF NOT EXISTS "A ""b"; DROP TABLE IF EXISTS "A ""b".schema_migrations; CREATE TABLE "A ""b".schema_migrations (version text);
      INSERT INTO "A ""b".schema_migrations VALUES ('20240201000000')`);
    expect(lines[1]).toBe('default/20240201000000_b applied null unknown');
    expect((await states(DBMATE, 'CREATE TABLE schema_migrations (version text)')).lines[1]).toBe('default/20240201000000_b pending null unknown');
  });
});

it('computes the checksum Flyway keeps: CRC-32 of the lines, line ends left out', () => {
  expect(flywayChecksum('CREATE TABLE a (id int);\nSELECT 1;\n')).toBe(flywayChecksum('CREATE TABLE a (id int);\r\nSELECT 1;'));
  // CRC-32 of "123456789" is the check value 0xCBF43926 of the algorithm, here as a signed number.
  expect(flywayChecksum('123\n456\r\n789')).toBe(0xcbf43926 - 2 ** 32);
});
