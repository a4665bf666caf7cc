import type { Migration, Model, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { schemaFacts, type ProjectFacts } from '../schema/schema-facts.ts';
import { column, foreignKey, index, projectFacts, table } from '../testing/model-factory.ts';
import { appliedMigration } from './testing/applied-migration.ts';
import { schemaDrift } from './schema-drift.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function check(files: readonly (string | Migration)[], models: readonly Model[], parts: Partial<ProjectFacts> = {}) {
  const migrations = files.map((file, position) => (typeof file === 'string' ? appliedMigration(`000${position + 1}`, file) : file));
  return schemaDrift.check(schemaFacts(projectFacts({ migrations, models, ...parts }), parser));
}

/** Title and evidence of each finding, or why it did not look. */
function lines(files: readonly (string | Migration)[], models: readonly Model[], parts: Partial<ProjectFacts> = {}): string[] {
  const { findings, skipped } = check(files, models, parts);
  return [...findings.flatMap(({ level, title, evidence }) => [`${level} ${title}`, ...evidence]), ...skipped.map(({ reason }) => `skipped: ${reason}`)];
}

const MADE = 'CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12,2) NOT NULL, note text)';
const orders = table('orders', {
  columns: [column('id', { nullable: false }), column('total', { nullable: false, type: 'numeric(12,2)' }), column('note', { type: 'text' })],
});

describe('A004 schema_drift', () => {
  it('finds nothing where the catalog is what the migrations make', () => expect(lines([MADE], [orders])).toEqual([]));

  it('lists each difference, the missing ones first', () => {
    const changed = { ...orders, columns: [column('id', { nullable: false }), column('total', { type: 'numeric(10,2)' }), column('hotfix', { type: 'text' })] };
    expect(lines([MADE], [changed])).toEqual([
      'error public.orders differs from its migrations',
      'column note of app/0001 is not in the database',
      'column total is numeric(10,2) in the database, numeric(12,2) by app/0001',
      'column total is nullable in the database, NOT NULL by app/0001',
      'column hotfix (text) is in the database and in no applied migration',
    ]);
  });

  it('is a warning when nothing is missing', () => {
    const { findings } = check([MADE], [{ ...orders, columns: [...orders.columns, column('hotfix')] }]);
    expect(findings).toMatchObject([{ id: 'A004:public.orders', level: 'warning', object: { kind: 'model', id: 'public.orders' } }]);
  });

  it('points to the migration of a table that is gone', () => {
    const { findings } = check([MADE, 'CREATE TABLE notes (id int)'], [orders]);
    expect(findings).toMatchObject([{ level: 'error', title: 'Table notes is not in the database', object: { kind: 'migration', id: 'app/0002', part: 'notes' } }]);
  });

  it('misses an index and a constraint by name', () => {
    const named = ['CREATE INDEX orders_note ON orders (note)', 'ALTER TABLE orders ADD CONSTRAINT total_positive CHECK (total > 0), ADD CONSTRAINT to_notes FOREIGN KEY (id) REFERENCES notes'];
    expect(lines([MADE, ...named], [{ ...orders, foreignKeys: [foreignKey(['id'], 'public.notes', { name: 'to_notes' })] }]).slice(1)).toEqual([
      'constraint total_positive of app/0003 is not in the database', 'index orders_note of app/0002 is not in the database',
    ]);
    expect(lines([MADE, named[0] ?? ''], [{ ...orders, indexes: [index('orders_note', ['note'])] }])).toEqual([]);
  });

  it.each([
    ['tables no migration makes', ['CREATE TABLE orders (id bigint PRIMARY KEY, total numeric(12,2) NOT NULL, note text); ALTER TABLE users ADD COLUMN age int'], [orders, table('users')]],
    ['a table that was dropped again', [MADE, 'CREATE TABLE gone (id int)', 'DROP TABLE gone'], [orders]],
    ['a temporary table', [MADE, 'CREATE TEMP TABLE scratch (id int)'], [orders]],
    ['a column that was there already', [MADE, 'ALTER TABLE orders ADD COLUMN IF NOT EXISTS note varchar(20)'], [orders]],
    ['a project without migrations', [], [orders]],
    ['a dropped column with its index', [`${MADE}; ALTER TABLE orders ADD COLUMN extra int; CREATE INDEX extra_index ON orders (extra, id)`, 'ALTER TABLE orders DROP COLUMN extra'], [orders]],
    ['a rename there and back', [MADE, 'ALTER TABLE orders RENAME TO bills', 'ALTER TABLE bills RENAME COLUMN note TO text', 'ALTER TABLE bills RENAME COLUMN text TO note', 'ALTER TABLE bills RENAME TO orders'], [orders]],
    ['a table of a query', [MADE, 'CREATE TABLE copy AS SELECT * FROM orders'], [orders, table('copy')]],
    ['a DO block that only adds a constraint', [MADE, "DO $$ BEGIN ALTER TABLE orders ADD CONSTRAINT k CHECK (total > 0); EXCEPTION WHEN duplicate_object THEN null; END $$"], [orders]],
    ['a table a DO block may change', [MADE, 'DO $$ BEGIN IF true THEN ALTER TABLE orders DROP COLUMN note; END IF; END $$'], [{ ...orders, columns: orders.columns.slice(0, 2) }]],
    ['a table an extension is told of', [MADE, "SELECT create_hypertable('orders', 'id'); SELECT AddGeometryColumn('orders', 'place')"], [{ ...orders, columns: [...orders.columns, column('place')] }]],
    ['a sequence that is set', [MADE, "SELECT setval('orders_id_seq', 1), pg_catalog.set_config('search_path', '', false)"], [orders]],
    ['a function nobody calls', [MADE, "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DROP TABLE orders'; END $$"], [orders]],
    ['a pending migration', [MADE, { ...appliedMigration('0002', 'ALTER TABLE orders ADD COLUMN later int'), state: 'pending' as const }], [orders]],
    ['a type of the project, renamed', ["CREATE TYPE state AS ENUM ('a'); ALTER TYPE state RENAME TO status", MADE, 'ALTER TABLE orders ADD COLUMN state status'], [{ ...orders, columns: [...orders.columns, column('state', { type: 'public.status' })] }]],
    ['a place given by search_path', ['SET search_path = shop', `SET search_path TO shop; ${MADE}`], [{ ...orders, schema: 'shop', id: 'shop.orders' }]],
  ])('is silent for %s', (_name, files, models) => expect(lines(files, models)).toEqual([]));

  it.each([
    ['no database', [MADE], { database: null }, 'there is no database to compare the migration files with'],
    ['an unknown state', [{ ...appliedMigration('0001', MADE), state: 'unknown' as const }], {}, 'which migrations are applied is not known'],
    ['source code', [{ ...appliedMigration('0001', 'class Migration'), tool: 'django' as const, up: { path: 'a.py', text: '', sql: false } }], {}, 'django migrations are source code, not SQL'],
    ['an edited file', [{ ...appliedMigration('0001', MADE), checksum: 'changed' as const }], {}, 'a file was edited after it was applied (A005)'],
    ['parts that were not read', [MADE], { skipped: [{ part: 'models.constraints', reason: 'denied', remedy: null }] }, 'not everything was read: denied'],
    ['text that does not parse', ['CREATE TABLE ('], {}, 'the files do not tell the schema: app/0001 does not parse as SQL'],
    ['a DO block that builds statements', [MADE, "DO $$ BEGIN EXECUTE 'ALTER TABLE orders ADD x int'; END $$"], {}, 'the files do not tell the schema: app/0002 holds a DO block that builds its statements when it runs'],
    ['a call of a function that does', ["CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'x'; END $$", 'SELECT f()'], {}, 'the files do not tell the schema: app/0002 calls a function that changes the schema (f)'],
    ['a rollback', [`BEGIN; ${MADE}; ROLLBACK`], {}, 'the files do not tell the schema: app/0001 rolls a part of itself back'],
    ['another database', ['CREATE TABLE elsewhere (id int)'], {}, 'none of the tables of the migrations is in the catalog'],
  ])('does not look at %s, and says so', (_name, files, parts, reason) => expect(lines(files, [orders], parts)).toEqual([`skipped: ${reason}`]));

  it('takes a trigger in a DO block for no built statement', () => {
    expect(lines([MADE, 'DO $$ BEGIN CREATE TRIGGER t AFTER INSERT ON orders EXECUTE FUNCTION f(); END $$'], [orders])).toEqual([]);
  });

  it('follows the order the migrations were applied in', () => {
    const [first, second] = [appliedMigration('0009', MADE, '2026-01-01T00:00:00Z'), appliedMigration('0001', 'ALTER TABLE orders DROP COLUMN note', '2026-01-02T00:00:00Z')];
    expect(lines([second, first], [{ ...orders, columns: orders.columns.slice(0, 2) }])).toEqual([]);
  });
});
