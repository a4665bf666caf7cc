import type { Model, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { beforeAll, describe, expect, it } from 'vitest';
import { column, foreignKey, index, table } from '../testing/model-factory.ts';
import { statementCorpus } from '../testing/statement-corpus.ts';
import { describeMigration } from './describe-migration.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = await loadSqlParser();
});

const orders = table('orders', {
  columns: [column('id', { nullable: false }), column('region', { type: 'text', default: "'eu'::text" }), column('total', { type: 'numeric(12,2)' })],
  indexes: [index('orders_region_idx', ['region'], { definition: 'CREATE INDEX orders_region_idx ON public.orders USING btree (region)' })],
  foreignKeys: [foreignKey(['region'], 'public.regions', { name: 'orders_region_fkey', referencedColumns: ['code'], onDelete: 'CASCADE' })],
});
const regions = table('regions', { columns: [column('code', { type: 'text' })], rowEstimate: 12 });
const models: Model[] = [orders, regions];

const statements = (sql: string) => describeMigration(sql, parser, models).statements;
const inverse = (sql: string) => statements(sql).at(-1)?.reversible;

describe('describeMigration', () => {
  it('says for each statement what it takes, blocks and touches', () => {
    const sql = `-- regions\n\nALTER TABLE orders ADD COLUMN note text;\nCREATE INDEX orders_note_idx ON orders (note);`;
    expect(statements(sql)).toEqual([
      {
        number: 1, line: 3, command: 'ALTER TABLE … ADD COLUMN', node: 'AlterTableStmt', text: 'ALTER TABLE orders ADD COLUMN note text',
        targets: [{ model: 'public.orders', name: 'public.orders', role: 'target', lock: 'ACCESS EXCLUSIVE', isNew: false, rows: 600_000, tableBytes: 57 * 1024 ** 2, indexBytes: 42 * 1024 ** 2, indexes: 1 }],
        lock: 'ACCESS EXCLUSIVE', blocks: ['reads', 'writes', 'ddl'], rewrite: null, scan: null, known: true,
        reversible: { kind: 'yes_with_data_loss', inverse: 'ALTER TABLE public.orders DROP COLUMN note;', note: 'what was written to the column since is lost' }, fine: 'M015: without a default no row is touched', outsideTransaction: false, note: null,
      },
      expect.objectContaining({ number: 2, line: 4, command: 'CREATE INDEX', lock: 'SHARE', blocks: ['writes', 'ddl'], scan: 'the table is read once to build the index' }),
    ]);
  });

  it('knows no more of tables that code declares than of none: a pending file is in the code already, and not in the database', () => {
    const declared = { by: 'Aksara backend', unknown: ['indexes', 'policies'] };
    const sql = `
      ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text; DROP INDEX IF EXISTS orders_total_idx; ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
      ALTER TABLE orders ALTER total TYPE numeric(12,2); CREATE TABLE IF NOT EXISTS orders (id int);
    `;
    const blind = describeMigration(sql, parser, [], { state: 'pending' });
    expect(describeMigration(sql, parser, models.map((model) => ({ ...model, declared })), { state: 'pending' })).toEqual(blind);
    expect(blind.findings.map(({ rule }) => rule)).not.toContain('M035');
    expect(JSON.stringify(blind)).not.toMatch(/does nothing|0 indexes/);
  });

  it('names both tables of a foreign key', () => {
    const [statement] = statements('ALTER TABLE orders ADD FOREIGN KEY (region) REFERENCES regions (code)');
    expect(statement?.targets.map(({ name, role, lock }) => [name, role, lock])).toEqual([
      ['public.orders', 'target', 'SHARE ROW EXCLUSIVE'],
      ['public.regions', 'referenced', 'SHARE ROW EXCLUSIVE'],
    ]);
  });

  it('follows tables and names through the file', () => {
    const [, onNew, , onRenamed] = statements('CREATE TABLE x (id int); ALTER TABLE x ADD COLUMN y serial; ALTER TABLE orders RENAME TO purchases; ALTER TABLE purchases ALTER total TYPE numeric(14,2)');
    expect(onNew).toMatchObject({ lock: 'none', targets: [{ isNew: true, rows: null }] });
    expect(onRenamed).toMatchObject({ rewrite: null, known: true, targets: [{ model: 'public.orders', rows: 600_000 }] });
  });

  it.each([
    ['CREATE INDEX i ON orders (total)', 'yes', 'DROP INDEX public.i;'],
    ['DROP INDEX orders_region_idx', 'yes', 'CREATE INDEX orders_region_idx ON public.orders USING btree (region);'],
    ['ALTER TABLE orders DROP CONSTRAINT orders_region_fkey', 'yes', 'ALTER TABLE public.orders ADD CONSTRAINT orders_region_fkey FOREIGN KEY (region) REFERENCES public.regions (code) ON DELETE CASCADE NOT VALID;'],
    ['ALTER TABLE orders ALTER region SET DEFAULT 1', 'yes', "ALTER TABLE public.orders ALTER COLUMN region SET DEFAULT 'eu'::text;"],
    ['ALTER TABLE orders ALTER total TYPE numeric(14,2)', 'yes', 'ALTER TABLE public.orders ALTER COLUMN total TYPE numeric(12,2) USING total::numeric(12,2);'],
    ['ALTER TABLE orders RENAME COLUMN total TO "Sum"', 'yes', 'ALTER TABLE public.orders RENAME COLUMN "Sum" TO total;'],
    ['ALTER TABLE orders ADD COLUMN a int, ALTER region SET NOT NULL', 'yes_with_data_loss', 'ALTER TABLE public.orders ALTER COLUMN region DROP NOT NULL;\nALTER TABLE public.orders DROP COLUMN a;'],
    ['CREATE TABLE x (id int)', 'yes_with_data_loss', 'DROP TABLE x;'],
    ['ALTER TABLE orders ALTER total TYPE numeric(8,2)', 'no', null],
    ['DROP TABLE orders', 'no', null],
    ['UPDATE orders SET total = 0', 'no', null],
    ["ALTER TYPE mood ADD VALUE 'x'", 'no', null],
    ['DO $$ BEGIN END $$', 'not_known', null],
    ["SET lock_timeout = '1s'", 'not_needed', null],
  ])('%s: reversible %s', (sql, kind, undo) => {
    expect(inverse(sql)).toMatchObject({ kind, inverse: undo });
    expect(parser.parse(undo ?? '').ok).toBe(true);
  });

  it.each(['DO $$ BEGIN END $$', 'CALL p()', 'SELECT my_function()', 'CREATE EXTENSION hstore', 'CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()', 'DROP TYPE mood CASCADE', 'ALTER TABLE orders ADD COLUMN x int DEFAULT my_function()'])(
    'does not claim to know %s',
    (sql) => {
      const [statement] = statements(sql);
      expect(statement?.known).toBe(false);
      expect(statement?.note).not.toBeNull();
    },
  );

  it('reports text that does not parse with its line', () => {
    expect(describeMigration('SELECT 1;\nALTER TABL x', parser, models)).toMatchObject({ syntaxError: { line: 2 }, statements: [], findings: [] });
  });

  it('reads an empty file as nothing to do', () => {
    expect(describeMigration('-- nothing\n', parser, models)).toMatchObject({ syntaxError: null, statements: [], findings: [] });
  });

  it.each(statementCorpus)('does not throw: %s', (sql) => {
    expect(describeMigration(sql, parser, models)).toMatchObject({ syntaxError: null, skipped: [] });
  });
});
