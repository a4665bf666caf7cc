import * as fc from 'fast-check';
import type { Finding, Model, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { column, foreignKey, index, table } from '../testing/model-factory.ts';
import { describeMigration } from './describe-migration.ts';
import type { MigrationOptions } from './migration-report.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

function modelsWith(rowEstimate: number | null, orders = 'orders'): Model[] {
  return [
    table('regions', { columns: [column('code', { type: 'text', nullable: false })], primaryKey: { name: 'regions_pkey', columns: ['code'] }, rowEstimate: 12 }),
    table(orders, {
      columns: [
        column('id', { nullable: false }), column('region', { type: 'text' }), column('total', { type: 'numeric(12,2)' }), column('note', { type: 'character varying(20)' }),
        column('at', { type: 'timestamp without time zone' }), column('qty', { type: 'integer' }),
      ],
      indexes: [index('orders_region_idx', ['region'])],
      foreignKeys: [foreignKey(['region'], 'public.regions', { name: 'orders_region_fkey', referencedColumns: ['code'] })],
      checks: [{ name: 'orders_total_set', definition: 'CHECK ((total IS NOT NULL))', columns: ['total'], validated: true }],
      rowEstimate,
    }),
    table('parted', { kind: 'partitioned_table', rowEstimate }),
    table('sums', { kind: 'materialized_view', rowEstimate, indexes: [index('sums_id', ['id'], { unique: true })] }),
    table('recent', { kind: 'view' }),
    table('priced', { columns: [column('price', { type: 'public.amount' })], rowEstimate }),
  ];
}

const timeout = "SET lock_timeout = '2s'; SET statement_timeout = '5s';\n";

function findings(sql: string, options: MigrationOptions & { rows?: number | null } = {}): Finding[] {
  const { rows = 600_000, ...rest } = options;
  return [...describeMigration(timeout + sql, parser, modelsWith(rows), { migrationId: 'blog/0007', transactional: true, ...rest }).findings];
}

const levels = (sql: string, options: MigrationOptions & { rows?: number | null } = {}) => findings(sql, options).map(({ rule, level }) => `${rule} ${level}`);

describe('hazards, by rule, large table and small', () => {
  it.each<[string, string[], string[]]>([
    ['CREATE INDEX ON orders (total)', ['M001 warning'], ['M001 warning']],
    ['DROP INDEX orders_region_idx', ['M002 info'], ['M002 info']],
    ['REINDEX TABLE orders', ['M003 warning'], ['M003 warning']],
    ['CREATE INDEX CONCURRENTLY x ON orders (total)', ['M004 error'], ['M004 error']],
    ['ALTER TABLE orders ADD UNIQUE (note)', ['M005 error'], ['M005 info']],
    ['ALTER TABLE orders ADD EXCLUDE USING gist (qty WITH =)', ['M006 error'], ['M006 info']],
    ['ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (note) REFERENCES regions (code)', ['M007 warning'], ['M007 warning']],
    ['ALTER TABLE orders ADD COLUMN x text DEFAULT $$eu$$ REFERENCES regions', ['M007 warning'], ['M007 warning']],
    ['ALTER TABLE orders ADD CHECK (qty > 0)', ['M011 error'], ['M011 info']],
    ['ALTER TABLE orders ALTER note SET NOT NULL', ['M013 error'], ['M013 info']],
    ['ALTER TABLE orders ADD COLUMN x int NOT NULL', ['M014 error'], ['M014 error']],
    ['ALTER TABLE orders ADD COLUMN x uuid DEFAULT gen_random_uuid()', ['M016 error'], ['M016 info']],
    ['ALTER TABLE orders ADD COLUMN x int GENERATED ALWAYS AS (qty + 1) STORED', ['M017 error'], ['M017 info']],
    ['ALTER TABLE orders ADD COLUMN x bigint GENERATED ALWAYS AS IDENTITY', ['M018 error'], ['M018 info']],
    ['ALTER TABLE orders ADD COLUMN x serial', ['M018 error'], ['M018 info']],
    ['ALTER TABLE orders ALTER total TYPE numeric(14,4)', ['M019 error'], ['M019 info']],
    ['ALTER TABLE orders ALTER qty TYPE bigint', ['M019 error'], ['M019 info']],
    ['ALTER TABLE orders ALTER "at" TYPE timestamptz', ['M021 warning'], ['M021 info']],
    ['ALTER TABLE orders RENAME COLUMN note TO remark', ['M022 warning'], ['M022 warning']],
    ['ALTER TABLE orders RENAME TO purchases', ['M022 warning'], ['M022 warning']],
    ['ALTER TABLE orders DROP COLUMN note', ['M023 error'], ['M023 error']],
    ['DROP TABLE orders', ['M024 error', 'M010 info'], ['M024 error', 'M010 info']],
    ['ALTER TABLE orders DROP CONSTRAINT orders_region_fkey', ['M009 info'], ['M009 info']],
    ["ALTER TABLE parted ATTACH PARTITION orders FOR VALUES FROM (1) TO (2)", ['M031 error'], ['M031 info']],
    ['ALTER TABLE parted DETACH PARTITION orders', ['M032 info'], ['M032 info']],
    ["CREATE TABLE x PARTITION OF parted FOR VALUES FROM (1) TO (2)", ['M033 info'], ['M033 info']],
    ['CREATE TRIGGER g BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f()', ['M034 info'], ['M034 info']],
    ['ALTER TABLE orders DISABLE TRIGGER ALL', ['M034 warning'], ['M034 warning']],
    ['ALTER TABLE orders ENABLE ROW LEVEL SECURITY', ['M035 warning'], ['M035 warning']],
    ['REFRESH MATERIALIZED VIEW sums', ['M036 error'], ['M036 info']],
    ['CLUSTER orders USING orders_region_idx', ['M037 error'], ['M037 info']],
    ['ALTER TABLE orders SET UNLOGGED', ['M037 error'], ['M037 info']],
    ["ALTER TYPE mood ADD VALUE 'x'", ['M038 info'], ['M038 info']],
    ["ALTER TYPE mood RENAME VALUE 'x' TO 'y'", ['M039 warning'], ['M039 warning']],
    ['ALTER DOMAIN amount ADD CHECK (VALUE > 0)', ['M040 warning'], ['M040 warning']],
    ['CREATE OR REPLACE VIEW recent AS SELECT 1', ['M041 info'], ['M041 info']],
    ['TRUNCATE orders', ['M024 error'], ['M024 error']],
    ['ALTER TABLE orders ALTER note DROP NOT NULL', ['M025 info'], ['M025 info']],
    ['UPDATE orders SET qty = 1', ['M026 warning'], ['M026 info']],
    ['DELETE FROM orders WHERE true', ['M026 warning'], ['M026 info']],
  ])('%s', (sql, large, small) => {
    expect(levels(sql)).toEqual(large);
    expect(levels(sql, { rows: null })).toEqual(large);
    expect(levels(sql, { rows: 20 })).toEqual(small);
  });

  it.each([
    'ALTER TABLE orders ADD COLUMN x text',
    "ALTER TABLE orders ADD COLUMN x text NOT NULL DEFAULT 'eu'",
    'ALTER TABLE orders ADD COLUMN x timestamptz NOT NULL DEFAULT now()',
    'ALTER TABLE orders ADD COLUMN x int REFERENCES regions (code)',
    'ALTER TABLE orders ALTER note TYPE varchar(40)',
    'ALTER TABLE orders ALTER note TYPE text',
    'ALTER TABLE orders ALTER total TYPE numeric(14,2)',
    "SET timezone = 'UTC'; ALTER TABLE orders ALTER \"at\" TYPE timestamptz",
    'ALTER TABLE orders ALTER total SET NOT NULL',
    'ALTER TABLE orders ALTER id SET NOT NULL',
    'ALTER TABLE orders ADD CHECK (qty > 0) NOT VALID',
    'ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (note) REFERENCES regions (code) NOT VALID',
    'CREATE TABLE x (id int PRIMARY KEY, code text NOT NULL); CREATE INDEX ON x (code); ALTER TABLE x ADD COLUMN y serial; UPDATE x SET code = 1; ALTER TABLE x DROP COLUMN y; DROP TABLE x',
    'CREATE TABLE x (id int); CREATE INDEX x_idx ON x (id); DROP INDEX x_idx',
    'UPDATE orders SET qty = 1 WHERE id = 3',
    'COMMENT ON TABLE orders IS NULL; GRANT SELECT ON orders TO app; ALTER TABLE orders SET (fillfactor = 80); ALTER INDEX orders_region_idx RENAME TO x',
  ])('is silent for %s', (sql) => expect(levels(sql)).toEqual([]));
});

describe('hazards of the file', () => {
  it('M004 knows BEGIN, and does not accuse a file nobody calls transactional', () => {
    const sql = 'CREATE INDEX CONCURRENTLY x ON orders (total)';
    expect(levels(sql, { transactional: false })).toEqual([]);
    expect(levels(sql, { transactional: null })).toEqual([]);
    expect(levels(`BEGIN; ${sql}; COMMIT`, { transactional: false })).toEqual(['M004 error']);
  });

  it('M008: a new table locks its old parents, unless the wait is limited', () => {
    const sql = 'CREATE TABLE x (code text REFERENCES regions (code))';
    expect(describeMigration(sql, parser, modelsWith(1)).findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual(['M029 warning', 'M008 info']);
    expect(levels(sql)).toEqual([]);
    expect(levels(`CREATE TABLE p (code text PRIMARY KEY); ${sql.replace('regions', 'p')}`)).toEqual([]);
  });

  it('M012: NOT VALID and VALIDATE need two transactions', () => {
    const sql = 'ALTER TABLE orders ADD CONSTRAINT c CHECK (qty > 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c';
    expect(levels(sql)).toEqual(['M012 warning']);
    expect(levels(`BEGIN; ${sql.replace(';', '; COMMIT; BEGIN;')}; COMMIT`, { transactional: null })).toEqual([]);
    expect(levels('ALTER TABLE orders ADD CONSTRAINT c CHECK (qty > 0) NOT VALID, VALIDATE CONSTRAINT c')).toEqual(['M012 warning']);
    expect(levels(sql, { transactional: false })).toEqual([]);
  });

  it('M027 and M028: what runs while an exclusive lock is held', () => {
    const sql = 'ALTER TABLE orders ADD COLUMN x int; UPDATE orders SET x = qty WHERE x IS NULL; CREATE INDEX i ON orders (x)';
    expect(levels(sql)).toEqual(['M001 warning', 'M027 warning', 'M028 warning']);
    expect(levels(sql, { transactional: false })).toEqual(['M001 warning', 'M043 info']);
    expect(findings(sql).find(({ rule }) => rule === 'M027')?.evidence).toContain('statement 3 locks public.orders');
  });

  it('M029: once a file, naming every table that queues', () => {
    const sql = 'ALTER TABLE orders ADD COLUMN x int; ALTER TABLE regions ADD COLUMN y int';
    const report = (text: string) => describeMigration(text, parser, modelsWith(1), { transactional: false }).findings.filter(({ rule }) => rule === 'M029');
    expect(report(sql).map(({ title }) => title)).toEqual(['No lock_timeout: every query on public.orders, public.regions waits behind this migration while it waits']);
    for (const limit of ["SET lock_timeout = '5s'", 'SET LOCAL lock_timeout TO 2000', "SELECT pg_catalog.set_config('lock_timeout', '2s', false)"]) expect(report(`${limit}; ${sql}`)).toEqual([]);
    expect(report(`SET lock_timeout = 0; ${sql}`)).toHaveLength(1);
    expect(report('CREATE TABLE x (id int); ALTER TABLE x ADD COLUMN y int')).toEqual([]);
  });
});

describe('hazards of running and going back', () => {
  it('M030: only for statements that work through a table', () => {
    const heavy = "SET lock_timeout = '2s'; ALTER TABLE orders ALTER note SET NOT NULL";
    const rules = (sql: string) => describeMigration(sql, parser, modelsWith(1)).findings.map(({ rule }) => rule);
    expect(rules(heavy)).toContain('M030');
    expect(rules(`SET statement_timeout = '5s'; ${heavy}`)).not.toContain('M030');
    expect(rules("SET lock_timeout = '2s'; ALTER TABLE orders ADD COLUMN x int")).not.toContain('M030');
  });

  it('M042: only when the caller says what the down file holds', () => {
    const sql = 'ALTER TABLE orders ADD COLUMN x int';
    expect(levels(sql)).toEqual([]);
    expect(levels(sql, { down: 'ALTER TABLE orders DROP COLUMN x' })).toEqual([]);
    expect(findings(sql, { down: null })).toMatchObject([{ rule: 'M042', level: 'info', remedy: { sql: 'ALTER TABLE public.orders DROP COLUMN x;' } }]);
    expect(levels('TRUNCATE orders', { down: '-- nothing' })).toEqual(['M024 error', 'M042 warning']);
  });

  it('M043: a file outside a transaction that cannot be tried again', () => {
    const sql = 'CREATE TABLE x (id int); CREATE INDEX CONCURRENTLY i ON orders (total)';
    expect(levels(sql, { transactional: false })).toEqual(['M043 info']);
    expect(levels(sql.replace('TABLE', 'TABLE IF NOT EXISTS').replace('CONCURRENTLY', 'CONCURRENTLY IF NOT EXISTS'), { transactional: false })).toEqual([]);
  });
});

describe('safer forms', () => {
  const sqlOf = (sql: string, rule: string) => findings(sql).find((finding) => finding.rule === rule)?.remedy?.sql ?? '';

  it('are written for this very object', () => {
    expect(sqlOf('CREATE UNIQUE INDEX IF NOT EXISTS i ON orders (lower(note))', 'M001')).toBe('CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON orders (lower(note));');
    expect(sqlOf('DROP INDEX IF EXISTS orders_region_idx', 'M002')).toBe('DROP INDEX CONCURRENTLY IF EXISTS orders_region_idx;');
    expect(sqlOf('ALTER TABLE orders ADD FOREIGN KEY (note) REFERENCES regions ON DELETE CASCADE DEFERRABLE', 'M007')).toContain(
      'ADD CONSTRAINT orders_note_fkey FOREIGN KEY (note) REFERENCES public.regions ON DELETE CASCADE DEFERRABLE NOT VALID;',
    );
    expect(sqlOf('ALTER TABLE orders ADD COLUMN x int CHECK (x > 1), ADD CONSTRAINT c CHECK (qty > 0 AND (total) < 9)', 'M011')).toContain('ADD CONSTRAINT c CHECK (qty > 0 AND (total) < 9) NOT VALID;');
    expect(sqlOf('ALTER TABLE orders ALTER note SET NOT NULL', 'M013').split('\n')).toEqual([
      "SET lock_timeout = '2s';",
      'ALTER TABLE public.orders ADD CONSTRAINT orders_note_not_null CHECK (note IS NOT NULL) NOT VALID;',
      'ALTER TABLE public.orders VALIDATE CONSTRAINT orders_note_not_null;',
      'ALTER TABLE public.orders ALTER COLUMN note SET NOT NULL;',
      'ALTER TABLE public.orders DROP CONSTRAINT orders_note_not_null;',
    ]);
    expect(sqlOf('ALTER TABLE orders ALTER total TYPE numeric(14,4)', 'M019')).toContain('ADD COLUMN total_new numeric(14,4);');
    expect(sqlOf('UPDATE orders SET qty = 1', 'M026')).toBe('UPDATE orders SET qty = 1 WHERE id > $1 AND id <= $2;');
  });

  it('parse, and do not trip the rule they answer', () => {
    const risky = [
      'CREATE INDEX ON orders (total)', 'DROP INDEX orders_region_idx', 'REINDEX TABLE orders', 'ALTER TABLE orders ADD UNIQUE (note)', 'ALTER TABLE orders ADD PRIMARY KEY (note, qty)',
      'ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (note) REFERENCES regions (code)', 'ALTER TABLE orders ADD CHECK (qty > 0)', 'ALTER TABLE orders ALTER note SET NOT NULL',
      'ALTER TABLE orders ADD COLUMN x int NOT NULL', 'ALTER TABLE orders ADD COLUMN x uuid NOT NULL DEFAULT gen_random_uuid()', 'ALTER TABLE orders ADD COLUMN x bigint GENERATED ALWAYS AS IDENTITY',
      'ALTER TABLE orders ALTER total TYPE numeric(14,4)', 'ALTER TABLE orders ALTER "at" TYPE timestamptz', 'DROP TABLE orders', 'REFRESH MATERIALIZED VIEW sums', 'ALTER TABLE parted DETACH PARTITION orders', 'UPDATE orders SET qty = 1', 'DELETE FROM orders',
    ];
    for (const sql of risky) {
      const [finding] = findings(sql);
      const remedy = finding?.remedy?.sql ?? '';
      expect(remedy).not.toBe('');
      expect(parser.parse(remedy).ok).toBe(true);
      expect(describeMigration(remedy, parser, modelsWith(600_000), { transactional: false }).findings.map(({ rule }) => rule)).not.toContain(finding?.rule);
    }
  });

  it('parse whatever the names are', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((text) => !text.includes('\0') && !text.includes('.'));
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(name, name, (tableName, columnName) => {
        const [target, part] = [quote(tableName), quote(columnName)];
        const sql = `ALTER TABLE ${target} ADD COLUMN ${part} bigserial; ALTER TABLE ${target} ALTER ${part} SET NOT NULL; ALTER TABLE ${target} ADD UNIQUE (${part});
          ALTER TABLE ${target} ALTER ${part} TYPE text; ALTER TABLE ${target} ADD FOREIGN KEY (${part}) REFERENCES regions; DROP TABLE ${target}; ALTER TABLE ${target} RENAME TO ${part}`;
        const report = describeMigration(sql, parser, modelsWith(600_000, tableName));
        expect(report.findings.length).toBeGreaterThan(4);
        for (const { remedy, evidence, title } of report.findings) {
          expect(remedy?.sql == null || parser.parse(remedy.sql).ok).toBe(true);
          expect([title, ...evidence].join('')).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        }
      }),
      { numRuns: 60 },
    );
  });
});
