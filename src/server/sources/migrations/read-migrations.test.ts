import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrationSchema, type SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { naturalOrder } from './natural-order.ts';
import { readMigrations } from './read-migrations.ts';
import {
  AKSARA_PROJECT, ALEMBIC, DBMATE, DJANGO_PROJECT, DRIZZLE, FLYWAY, GOLANG, NODE_PG_MIGRATE, PRISMA, RAILS,
} from './testing/tool-folders.ts';
import { removeWrittenFiles, writeFiles } from './testing/write-files.ts';

afterAll(removeWrittenFiles);

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

async function read(files: Readonly<Record<string, string | Uint8Array>>, name?: string) {
  const result = await readMigrations(await writeFiles(files, name), null, parser);
  for (const migration of result.migrations) expect(migrationSchema.safeParse(migration).error).toBeUndefined();
  const withoutState = result.skipped.filter(({ reason }) => !reason.includes('no database is given'));
  expect(result.skipped.length - withoutState.length).toBe(result.migrations.length > 0 ? 1 : 0);
  return { ...result, skipped: withoutState };
}

/** What a test looks at, one line a migration. */
async function lines(files: Readonly<Record<string, string | Uint8Array>>, name?: string): Promise<string[]> {
  const { migrations, skipped } = await read(files, name);
  expect(skipped).toEqual([]);
  return migrations.map(({ tool, id, up, down, transactional }) => `${tool} ${id} ${up.path} ${up.sql ? 'sql' : 'source'} ${down ? 'down' : '-'} ${transactional}`);
}

describe('each tool is recognised and its migrations come in its order', () => {
  it('Prisma', async () => {
    expect(await lines(PRISMA)).toEqual([
      'prisma default/20240101120000_init migrations/20240101120000_init/migration.sql sql - null',
      'prisma default/20240301090000_add_b migrations/20240301090000_add_b/migration.sql sql - null',
    ]);
  });

  it('Prisma, given the folder above', async () => {
    const above = Object.fromEntries(Object.entries(PRISMA).map(([path, text]) => [`migrations/${path}`, text]));
    expect((await lines({ ...above, 'seed.ts': 'seed()' }, 'prisma'))[0]).toBe(
      'prisma default/20240101120000_init prisma/migrations/20240101120000_init/migration.sql sql - null',
    );
  });

  it('Drizzle by journal', async () => {
    expect(await lines(DRIZZLE, 'drizzle')).toEqual([
      'drizzle default/0000_calm_storm drizzle/0000_calm_storm.sql sql - true', 'drizzle default/0001_odd_hulk drizzle/0001_odd_hulk.sql sql - true',
    ]);
  });

  it('Drizzle by folders', async () => {
    expect(await lines({ '20250101000000_x/migration.sql': 'SELECT 1', '20250101000000_x/snapshot.json': '{}' }, 'drizzle')).toEqual([
      'drizzle default/20250101000000_x drizzle/20250101000000_x/migration.sql sql - true',
    ]);
  });

  it('golang-migrate, numbers as numbers', async () => {
    expect(await lines({ ...GOLANG, '1_first.up.sql': '' })).toEqual([
      'golang_migrate default/1_first migrations/1_first.up.sql sql - null', 'golang_migrate default/000009_create_b migrations/000009_create_b.up.sql sql down null',
      'golang_migrate default/000010_create_c migrations/000010_create_c.up.sql sql - null',
    ]);
  });

  it('dbmate, its two sections apart', async () => {
    const { migrations } = await read(DBMATE);
    expect(migrations.map(({ tool, name, up, down, transactional }) => [tool, name, up.text, down?.text ?? null, transactional])).toEqual([
      ['dbmate', '20240101000000_a', 'CREATE TABLE a (id int);\n', 'DROP TABLE a;\n', true],
      ['dbmate', '20240201000000_b', 'CREATE INDEX CONCURRENTLY i ON a (id);\n', null, false],
    ]);
  });

  it('Flyway, by version, repeatable last, transactions as Flyway decides', async () => {
    expect(await lines(FLYWAY, 'sql')).toEqual([
      'flyway default/V1__first sql/V1__first.sql sql - true', 'flyway default/V1.9__ninth sql/V1.9__ninth.sql sql down true',
      'flyway default/V1_10__tenth sql/V1_10__tenth.sql sql - false', 'flyway default/V2__vacuum sql/V2__vacuum.sql sql - true',
      'flyway default/R__views sql/R__views.sql sql - true',
    ]);
  });

  it('node-pg-migrate in three languages', async () => {
    expect(await lines(NODE_PG_MIGRATE)).toEqual([
      'node_pg_migrate default/1700000000000_create-a migrations/1700000000000_create-a.js source - true',
      'node_pg_migrate default/1700000000001_index migrations/1700000000001_index.ts source - false',
      'node_pg_migrate default/1700000000002_sql migrations/1700000000002_sql.sql sql down true',
    ]);
  });

  it('Rails, or its structure.sql alone', async () => {
    expect(await lines(RAILS, 'db')).toEqual([
      'rails default/20240101000000_create_users db/migrate/20240101000000_create_users.rb source - true',
      'rails default/20240102000000_index_users db/migrate/20240102000000_index_users.rb source - false',
    ]);
    expect(await lines({ 'structure.sql': RAILS['structure.sql'] }, 'db')).toEqual(['rails default/structure db/structure.sql sql - null']);
  });

  it('Alembic, along its revisions', async () => {
    const { migrations, skipped } = await read(ALEMBIC, 'alembic');
    expect(skipped).toEqual([]);
    expect(migrations.map(({ tool, name, dependsOn, transactional, up }) => [tool, name, dependsOn, transactional, up.sql])).toEqual([
      ['alembic', 'zz_first', [], true, false], ['alembic', 'mm_left', ['default/zz_first'], true, false],
      ['alembic', 'nn_right', ['default/zz_first'], false, false], ['alembic', 'aa_merge', ['default/mm_left', 'default/nn_right'], true, false],
    ]);
  });

  it('Alembic with a cycle and a missing parent', async () => {
    const { migrations, skipped } = await read({
      'a.py': "revision = 'a'\ndown_revision = 'b'", 'b.py': "revision = 'b'\ndown_revision = 'a'", 'c.py': "revision = 'c'\ndown_revision = 'gone'",
    }, 'versions');
    expect(migrations.map(({ name }) => name).toSorted()).toEqual(['a', 'b', 'c']);
    expect(skipped.map(({ reason }) => reason)).toEqual(['versions/c.py follows revision gone, of which there is no file.']);
  });

  it('Django, by app', async () => {
    const { migrations, skipped } = await read(DJANGO_PROJECT, 'project');
    expect(skipped).toEqual([]);
    expect(migrations.map(({ tool, id, dependsOn, transactional }) => [tool, id, dependsOn, transactional])).toEqual([
      ['django', 'blog/0001_initial', [], true], ['django', 'blog/0002_index', ['blog/0001_initial', 'auth/0012_x'], false],
      ['django', 'shop/0001_initial', ['blog/0001_initial'], true],
    ]);
  });

  it("Django, given one app's own folder", async () => {
    const dir = await writeFiles(DJANGO_PROJECT, 'project');
    const { migrations } = await readMigrations(join(dir, 'blog', 'migrations'), null, parser);
    expect(migrations.map(({ id, up }) => `${id} ${up.path}`)).toEqual(['blog/0001_initial migrations/0001_initial.py', 'blog/0002_index migrations/0002_index.py']);
  });

  it('Aksara', async () => {
    const { migrations } = await read(AKSARA_PROJECT);
    expect(migrations.map(({ tool, id, dependsOn, up }) => [tool, id, dependsOn, up.sql])).toEqual([
      ['aksara', 'default/20261122_100217_auto', [], false],
      ['aksara', 'default/20261123_080000_more', ['default/20261122_100217_auto'], false],
      ['aksara', 'default/20261124_080000_legacy', [], true],
    ]);
  });
});

describe('plain SQL', () => {
  it('takes apps from folders and pairs up with down', async () => {
    expect(await lines({
      'shop/0002_b.up.sql': '', 'shop/0010_c.up.sql': '', 'shop/0002_b.down.sql': '', 'blog/0001_a.up.sql': '', 'blog/posts/0001_deep.sql': '', '0001_root.sql': '',
    })).toEqual([
      'plain_sql blog/0001_a migrations/blog/0001_a.up.sql sql - null', 'plain_sql blog.posts/0001_deep migrations/blog/posts/0001_deep.sql sql - null',
      'plain_sql default/0001_root migrations/0001_root.sql sql - null', 'plain_sql shop/0002_b migrations/shop/0002_b.up.sql sql down null',
      'plain_sql shop/0010_c migrations/shop/0010_c.up.sql sql - null',
    ]);
  });

  it('takes folders with up.sql and down.sql, and folders up and down', async () => {
    expect(await lines({ '0001_a/up.sql': '', '0001_a/down.sql': '', 'blog/0002_b/up.sql': '' })).toEqual([
      'plain_sql blog/0002_b migrations/blog/0002_b/up.sql sql - null', 'plain_sql default/0001_a migrations/0001_a/up.sql sql down null',
    ]);
    expect(await lines({ 'up/001.sql': '', 'down/001.sql': '' })).toEqual(['plain_sql default/001 migrations/up/001.sql sql down null']);
  });

  it('splits goose sections', async () => {
    const { migrations } = await read({ '00001_a.sql': '-- +goose Up\n-- +goose NO TRANSACTION\nSELECT 1;\n-- +goose Down\nSELECT 2;\n' });
    expect(migrations[0]).toMatchObject({ tool: 'plain_sql', up: { text: '-- +goose NO TRANSACTION\nSELECT 1;\n' }, down: { text: 'SELECT 2;\n' }, transactional: false });
  });

  it('splits sql-migrate sections', async () => {
    const { migrations } = await read({
      '20170426134008-init.sql': '-- +migrate Up\nSELECT 1;\n-- +migrate Down\nSELECT 2;\n', '20170427000000-index.sql': '-- +migrate Up notransaction\nSELECT 3;\n',
    });
    expect(migrations.map(({ up, down, transactional }) => [up.text, down?.text, transactional])).toEqual([['SELECT 1;\n', 'SELECT 2;\n', true], ['SELECT 3;\n', undefined, false]]);
  });

  it('leaves out what carries no number where others do, and says so', async () => {
    const { migrations, skipped } = await read({ '0001_a.sql': '', 'schema.sql': '', 'seed.sql': '', '0002_b.down.sql': '' });
    expect(migrations.map(({ id }) => id)).toEqual(['default/0001_a']);
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'Without a number in their name, these are not taken for migrations: migrations/schema.sql, migrations/seed.sql.',
      'migrations/0002_b.down.sql undoes a migration that has no up file.',
    ]);
  });

  it('keeps the first of two files with one id', async () => {
    const { migrations, skipped } = await read({ '0001_a.sql': 'SELECT 1', '0001_a.up.sql': 'SELECT 2' });
    expect(migrations).toHaveLength(1);
    expect(skipped[0]?.reason).toBe('migrations/0001_a.up.sql has the same app and name as migrations/0001_a.sql; it was left out.');
  });
});

describe('a folder with faults', () => {
  it('says what it is when nothing can be read', async () => {
    const reason = async (dir: string) => (await readMigrations(dir, null, parser)).skipped.map((part) => part.reason);
    const empty = await writeFiles({}, 'migrations');
    expect(await reason(empty)).toEqual(['The migrations folder migrations holds no migration.']);
    expect(await reason(join(empty, 'none'))).toEqual(['The migrations folder none does not exist.']);
    await writeFile(join(empty, 'a.sql'), '');
    expect(await reason(join(empty, 'a.sql'))).toEqual(['The migrations path a.sql is a file, not a folder.']);
    expect(await reason(await writeFiles({ 'x.js': 'module.exports = { up: (knex) => knex }', 'y.py': 'print(1)' }, 'm'))).toEqual([
      'The folder m is of no migration tool that is known: 2 files, none of them a migration.',
    ]);
  });

  it('loses only the files that are binary, too large, not UTF-8 or links to elsewhere', async () => {
    const dir = await writeFiles({
      '0001_ok.sql': 'SELECT 1;', '0002_nul.sql': 'SELECT \0', '0003_latin.sql': new Uint8Array([0x27, 0xe9, 0x27]),
      '0004_large.sql': new Uint8Array(2 * 1024 * 1024 + 1).fill(32), '0006_utf16.sql': Buffer.from('\ufeffSELECT 6;', 'utf16le'),
    });
    await writeFile(join(dirname(dir), 'secret.sql'), 'secret');
    await symlink(join(dirname(dir), 'secret.sql'), join(dir, '0005_link.sql'));
    await symlink(join(dir, 'nowhere'), join(dir, '0007_broken.sql'));
    const { migrations, skipped } = await readMigrations(dir, null, parser);
    expect(migrations.map(({ name, up }) => [name, up.text])).toEqual([['0001_ok', 'SELECT 1;'], ['0006_utf16', 'SELECT 6;']]);
    expect(skipped.map((part) => part.reason).slice(0, -1)).toEqual([
      'migrations/0002_nul.sql is binary: it holds NUL bytes; it was left out.', 'migrations/0003_latin.sql is not valid UTF-8 text; it was left out.',
      'migrations/0004_large.sql is larger than 2 MiB; it was left out.', 'migrations/0005_link.sql is a link to a file outside the folder; it was left out.',
      'migrations/0007_broken.sql does not exist; it was left out.',
    ]);
  });

  it('reads on with a broken journal, and says what the journal and the files disagree about', async () => {
    const broken = await read({ ...DRIZZLE, 'meta/_journal.json': '{"entries": [{"idx": 0}]}' }, 'drizzle');
    expect(broken.migrations.map(({ name }) => name)).toEqual(['0000_calm_storm', '0001_odd_hulk']);
    expect(broken.skipped[0]?.reason).toContain('is not a Drizzle journal');
    const { '0001_odd_hulk.sql': _, ...rest } = DRIZZLE;
    const partial = await read({ ...rest, '0002_extra.sql': '' }, 'drizzle');
    expect(partial.skipped.map(({ reason }) => reason)).toEqual([
      'drizzle/meta/_journal.json lists files that are not there: 0001_odd_hulk.sql.',
      'Drizzle never runs files its journal does not list; these were left out: drizzle/0002_extra.sql.',
    ]);
    const stale = await read({ 'meta/_journal.json': DRIZZLE['meta/_journal.json'], '0002_b.sql': '', '0001_a.sql': '' }, 'drizzle');
    expect(stale.migrations.map(({ name }) => name)).toEqual(['0001_a', '0002_b']);
    expect(stale.skipped[0]?.reason).toContain('lists none of the files');
  });

  it('ignores what lies in node_modules, hidden folders and caches', async () => {
    const dir = await writeFiles({ '0001_a.sql': '', 'node_modules/x/0001_b.sql': '', '.git/0002_c.sql': '', '__pycache__/0003_d.sql': '' });
    await mkdir(join(dir, '0009_folder.sql'));
    expect((await readMigrations(dir, null, parser)).migrations.map(({ id }) => id)).toEqual(['default/0001_a']);
  });
});

it('orders digits as numbers and the rest by code unit', () => {
  const sorted = ['1', '1_a', '2_b', '010_c', '10_d', '10_d2', '10_d10', 'V1.9', 'V1.10', 'a', 'ä'];
  expect(sorted.toReversed().toSorted(naturalOrder)).toEqual(sorted);
});
