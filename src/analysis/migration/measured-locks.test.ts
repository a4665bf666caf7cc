import type { Model, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { column, foreignKey, index, table } from '../testing/model-factory.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { describeMigration } from './describe-migration.ts';
import { hazardRules } from './hazard-rules.ts';
import { lockModes, type LockMode } from './migration-report.ts';

let parser: SqlParser;
let database: TestDatabase;

const FIXTURE = `
  CREATE TYPE mood AS ENUM ('ok', 'bad');
  CREATE TABLE parents (id int PRIMARY KEY, code text UNIQUE, email varchar(80));
  CREATE TABLE t (id int NOT NULL, parent_id int, a int, b text, v varchar(50), n numeric(10,2), j json, c char(3), ts timestamp, tz timestamptz,
    d date, m mood, u uuid, big bigint, i int, w int CHECK (w IS NOT NULL), z varchar(20) CHECK (z <> ''),
    CONSTRAINT t_pk PRIMARY KEY (id), CONSTRAINT t_parent_fk FOREIGN KEY (parent_id) REFERENCES parents (id));
  INSERT INTO parents SELECT i, i::text, 'x' FROM generate_series(1, 200) i;
  INSERT INTO t (id, parent_id, a, b, v, n, j, c, ts, tz, d, m, u, big, w, z) SELECT i, i, i, i::text, i::text, i, '{}', 'abc', now(), now(), now(), 'ok', gen_random_uuid(), i, 1, 'z' FROM generate_series(1, 200) i;
  ALTER TABLE t ADD CONSTRAINT t_a_check CHECK (a > 0) NOT VALID, ADD CONSTRAINT t_fk2 FOREIGN KEY (a) REFERENCES parents (id) NOT VALID;
  CREATE SCHEMA other;
  CREATE INDEX t_a_idx ON t (a);
  CREATE UNIQUE INDEX t_big_idx ON t (big);
  CREATE UNIQUE INDEX t_id_idx ON t (id);
  CREATE TABLE parted (id int, at date) PARTITION BY RANGE (at);
  CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
  CREATE TABLE parted_default PARTITION OF parted DEFAULT;
  CREATE TABLE loose (id int, at date);
  CREATE TABLE child (parent_id int REFERENCES parents (id));
  CREATE DOMAIN positive AS int; CREATE TABLE of_domain (d positive);
  CREATE VIEW v AS SELECT id FROM t;
  CREATE MATERIALIZED VIEW mv AS SELECT id FROM t;
  CREATE UNIQUE INDEX mv_id ON mv (id);
  CREATE POLICY p ON t USING (true);
  CREATE FUNCTION noop() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER trg BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION noop();
  CREATE DOMAIN checked AS int CHECK (VALUE > 0);
  CREATE TABLE ranked (id int, at date, CONSTRAINT ranked_pkey PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE TABLE ranked_1 PARTITION OF ranked FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
  CREATE INDEX ranked_id_idx ON ranked (id);
  ALTER TABLE ranked ADD CONSTRAINT ranked_chk CHECK (id > 0) NOT VALID;
  CREATE TABLE ranks (id int, at date, CONSTRAINT ranks_fk FOREIGN KEY (id, at) REFERENCES ranked (id, at));
`;

const parents = table('parents', {
  uniques: [{ name: 'parents_code_key', columns: ['code'], nullsNotDistinct: false, deferrable: false }],
  primaryKey: { name: 'parents_pkey', columns: ['id'] },
  referencedBy: ['public.t', 'public.child'].map((from) => ({ name: 'fk', from, columns: ['parent_id'], referencedColumns: ['id'], onUpdate: 'NO ACTION', onDelete: 'NO ACTION' })),
  columns: [column('id', { type: 'integer', nullable: false }), column('code', { type: 'text' }), column('email', { type: 'character varying(80)' })], rowEstimate: 200 });
const t = table('t', {
  columns: [
    column('id', { type: 'integer', nullable: false }), column('parent_id', { type: 'integer' }), column('a', { type: 'integer' }), column('b', { type: 'text' }),
    column('v', { type: 'character varying(50)' }), column('n', { type: 'numeric(10,2)' }), column('j', { type: 'json' }), column('c', { type: 'character(3)' }),
    column('ts', { type: 'timestamp without time zone' }), column('tz', { type: 'timestamp with time zone' }), column('d', { type: 'date' }),
    column('m', { type: 'public.mood', enumValues: ['ok', 'bad'] }), column('u', { type: 'uuid' }), column('big', { type: 'bigint' }), column('i', { type: 'integer' }),
    column('w', { type: 'integer' }), column('z', { type: 'character varying(20)' }),
  ],
  primaryKey: { name: 't_pk', columns: ['id'] },
  checks: [
    { name: 't_a_check', definition: 'CHECK ((a > 0)) NOT VALID', columns: ['a'], validated: false },
    { name: 't_w_check', definition: 'CHECK ((w IS NOT NULL))', columns: ['w'], validated: true },
    { name: 't_z_check', definition: "CHECK (((z)::text <> ''::text))", columns: ['z'], validated: true },
  ],
  foreignKeys: [foreignKey(['parent_id'], 'public.parents', { name: 't_parent_fk' }), foreignKey(['a'], 'public.parents', { name: 't_fk2', validated: false })],
  indexes: [index('t_a_idx', ['a']), index('t_big_idx', ['big'], { unique: true }), index('t_id_idx', ['id'], { unique: true })],
});
const models: Model[] = [
  parents,
  t,
  table('parted', { kind: 'partitioned_table', partitionKey: 'RANGE (at)', partitions: [{ model: 'public.parted_1', bound: "FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')" }, { model: 'public.parted_default', bound: 'DEFAULT' }] }),
  table('parted_1', { partitionOf: 'public.parted' }),
  table('parted_default', { partitionOf: 'public.parted' }),
  table('loose'),
  table('of_domain', { columns: [column('d', { type: 'public.positive' })] }),
  table('child', { columns: [column('parent_id', { type: 'integer' })], foreignKeys: [foreignKey(['parent_id'], 'public.parents')] }),
  table('ranked', {
    kind: 'partitioned_table', primaryKey: { name: 'ranked_pkey', columns: ['id', 'at'] }, columns: [column('id', { type: 'integer', nullable: false }), column('at', { type: 'date', nullable: false })],
    partitions: [{ model: 'public.ranked_1', bound: "FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')" }], indexes: [index('ranked_id_idx', ['id'])],
    referencedBy: [{ name: 'ranks_fk', from: 'public.ranks', columns: ['id', 'at'], referencedColumns: ['id', 'at'], onUpdate: 'NO ACTION', onDelete: 'NO ACTION' }],
    checks: [{ name: 'ranked_chk', definition: 'CHECK ((id > 0)) NOT VALID', columns: ['id'], validated: false }],
  }),
  table('ranked_1', { partitionOf: 'public.ranked' }),
  table('ranks', { columns: [column('id', { type: 'integer' }), column('at', { type: 'date' })], foreignKeys: [foreignKey(['id', 'at'], 'public.ranked', { name: 'ranks_fk', referencedColumns: ['id', 'at'] })] }),
  table('v', { kind: 'view' }),
  table('mv', { kind: 'materialized_view', indexes: [index('mv_id', ['id'], { unique: true })] }),
];

beforeAll(async () => {
  parser = await loadSqlParser();
  database = await createTestDatabase('locks');
  await database.run(FIXTURE);
});
afterAll(() => database.drop(), 120_000);

interface Measured {
  readonly locks: Record<string, LockMode>;
  readonly rewritten: boolean;
  readonly scanned: boolean;
}

/** Runs the statement in a transaction that is rolled back, and looks at what it holds and has done. */
async function measure(sql: string, before: string): Promise<Measured> {
  await database.run(`BEGIN; ${before}`);
  try {
    const then = await relations();
    await database.run(sql);
    const now = await relations();
    const held = await database.run<{ relation: string; mode: string }>('SELECT relation::text, mode FROM pg_locks WHERE pid = pg_backend_pid() AND relation IS NOT NULL ORDER BY 1, 2');
    const changed = (field: 'file' | 'scans') => now.some((row) => then.some((other) => other.oid === row.oid && other[field] !== row[field]));
    const locks = held.flatMap(({ relation, mode }) => then.filter(({ oid }) => oid === relation).map(({ relname }) => ({ relname, mode })));
    return { locks: strongestByTable(locks), rewritten: changed('file'), scanned: changed('scans') };
  } finally {
    await database.run('ROLLBACK');
  }
}

function relations(): Promise<{ oid: string; relname: string; file: string; scans: string }[]> {
  return database.run(`SELECT oid::text, relname, pg_relation_filenode(oid)::text AS file, pg_stat_get_xact_numscans(oid)::text AS scans FROM pg_class
    WHERE relnamespace IN ('public'::regnamespace, 'other'::regnamespace) AND relkind IN ('r', 'p', 'v', 'm') ORDER BY 1`);
}

/** `AccessExclusiveLock` → `ACCESS EXCLUSIVE`; locks that only read are left out. */
function strongestByTable(rows: readonly { relname: string; mode: string }[]): Record<string, LockMode> {
  const strongest = new Map<string, LockMode>();
  for (const { relname, mode } of rows) {
    const name = mode.replace(/Lock$/, '').replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toUpperCase();
    const lock = lockModes.find((candidate) => candidate === name);
    if (lock === undefined) throw new Error(`unknown lock ${mode}`);
    const known = strongest.get(relname);
    if (lock !== 'ACCESS SHARE' && (known === undefined || lockModes.indexOf(lock) > lockModes.indexOf(known))) strongest.set(relname, lock);
  }
  return Object.fromEntries(strongest);
}

function claimed(sql: string, before: string): Measured & { known: boolean } {
  const report = describeMigration(`${before}\n${sql}`, parser, models);
  const statement = report.statements.at(-1);
  if (statement === undefined) throw new Error(`does not parse: ${sql}`);
  const locks = statement.targets.flatMap(({ model, lock }) => (model === null || lock === null || lock === 'none' || lock === 'ACCESS SHARE' ? [] : [[model.replace('public.', ''), lock] as const]));
  return { locks: Object.fromEntries(locks), rewritten: statement.rewrite !== null, scanned: statement.scan !== null, known: statement.known };
}

/** Statements the rules claim to know, each with what must run before it. */
const KNOWN: readonly (readonly [sql: string, before?: string])[] = [
  ['CREATE INDEX x ON t (b)'],
  ['CREATE UNIQUE INDEX ON t (b)'],
  ['DROP INDEX t_a_idx'],
  ['ALTER TABLE t ADD CONSTRAINT x UNIQUE (b)'],
  ['ALTER TABLE loose ADD PRIMARY KEY (id)'],
  ['ALTER TABLE t ADD CONSTRAINT x UNIQUE USING INDEX t_big_idx'],
  ['ALTER TABLE t ADD CONSTRAINT x PRIMARY KEY USING INDEX t_id_idx', 'ALTER TABLE t DROP CONSTRAINT t_pk;'],
  ['ALTER TABLE t ADD CONSTRAINT x PRIMARY KEY USING INDEX t_big_idx', 'ALTER TABLE t DROP CONSTRAINT t_pk;'],
  ['ALTER TABLE t ADD CONSTRAINT x EXCLUDE (a WITH =)'],
  ['ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (big) REFERENCES parents (id)'],
  ['ALTER TABLE t ADD CONSTRAINT x FOREIGN KEY (big) REFERENCES parents (id) NOT VALID'],
  ['ALTER TABLE t VALIDATE CONSTRAINT t_fk2'],
  ['ALTER TABLE t VALIDATE CONSTRAINT t_a_check'],
  ['ALTER TABLE t DROP CONSTRAINT t_parent_fk'],
  ['ALTER TABLE t DROP CONSTRAINT t_a_check'],
  ['ALTER TABLE t ADD CHECK (a < 1000)'],
  ['ALTER TABLE t ADD CHECK (a < 1000) NOT VALID'],
  ['ALTER TABLE t ALTER COLUMN b SET NOT NULL'],
  ['ALTER TABLE t ALTER COLUMN id SET NOT NULL'],
  ['ALTER TABLE t ALTER COLUMN w SET NOT NULL'],
  ['ALTER TABLE t ALTER COLUMN b SET NOT NULL', 'ALTER TABLE t ADD CONSTRAINT x CHECK (b IS NOT NULL) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT x;'],
  ['ALTER TABLE t ALTER COLUMN b SET NOT NULL', 'ALTER TABLE t ADD CONSTRAINT x CHECK (b IS NOT NULL) NOT VALID;'],
  ['ALTER TABLE t ALTER COLUMN b DROP NOT NULL'],
  ['ALTER TABLE t ALTER COLUMN b SET DEFAULT 1'],
  ['ALTER TABLE t ALTER COLUMN b DROP DEFAULT'],
  ['ALTER TABLE t ADD COLUMN x int'],
  ["ALTER TABLE t ADD COLUMN x text NOT NULL DEFAULT 'eu'"],
  ['ALTER TABLE t ADD COLUMN x timestamptz DEFAULT now()'],
  ['ALTER TABLE t ADD COLUMN x uuid DEFAULT gen_random_uuid()'],
  ['ALTER TABLE t ADD COLUMN x timestamptz DEFAULT clock_timestamp()'],
  ['ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS (a + 1) STORED'],
  ['ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS IDENTITY'],
  ['ALTER TABLE t ADD COLUMN x bigserial'],
  ['ALTER TABLE t ADD COLUMN x int REFERENCES parents (id)'],
  ['ALTER TABLE t ADD COLUMN x int DEFAULT 1 REFERENCES parents (id)'],
  ['ALTER TABLE t ADD COLUMN x int UNIQUE'],
  ['ALTER TABLE t ADD COLUMN x int CHECK (x > 0)'],
  ['ALTER TABLE t ADD COLUMN x int DEFAULT 1 CHECK (x > 0)'],
  ['ALTER TABLE t DROP COLUMN b'],
  ['ALTER TABLE t DROP COLUMN parent_id'],
  ['ALTER TABLE t ALTER COLUMN i TYPE bigint'],
  ['ALTER TABLE t ALTER COLUMN j TYPE jsonb'],
  ['ALTER TABLE t ALTER COLUMN b TYPE varchar(90)'],
  ['ALTER TABLE t ALTER COLUMN b TYPE varchar'],
  ['ALTER TABLE t ALTER COLUMN v TYPE varchar(20)'],
  ['ALTER TABLE t ALTER COLUMN v TYPE varchar(90)'],
  ['ALTER TABLE t ALTER COLUMN v TYPE text'],
  ['ALTER TABLE t ALTER COLUMN v TYPE text USING v::text'],
  ['ALTER TABLE t ALTER COLUMN v TYPE text USING lower(v)'],
  ['ALTER TABLE t ALTER COLUMN n TYPE numeric(12,2)'],
  ['ALTER TABLE t ALTER COLUMN n TYPE numeric'],
  ['ALTER TABLE t ALTER COLUMN n TYPE numeric(12,4)'],
  ['ALTER TABLE t ALTER COLUMN n TYPE numeric(8,2)'],
  ['ALTER TABLE t ALTER COLUMN c TYPE text'],
  ['ALTER TABLE t ALTER COLUMN c TYPE char(5)'],
  ['ALTER TABLE t ALTER COLUMN c TYPE varchar(5)'],
  ["ALTER TABLE t ALTER COLUMN ts TYPE timestamptz", "SET LOCAL timezone = 'UTC';"],
  ["ALTER TABLE t ALTER COLUMN ts TYPE timestamptz", "SET LOCAL timezone = 'Asia/Tokyo';"],
  ["ALTER TABLE t ALTER COLUMN tz TYPE timestamp", "SET LOCAL timezone = 'UTC';"],
  ["ALTER TABLE t ALTER COLUMN ts TYPE timestamp(3)"],
  ['ALTER TABLE t ALTER COLUMN ts TYPE timestamp(6)', 'ALTER TABLE t ALTER COLUMN ts TYPE timestamp(3);'],
  ['ALTER TABLE t ALTER COLUMN d TYPE timestamp'],
  ['ALTER TABLE t ALTER COLUMN u TYPE text'],
  ['ALTER TABLE t ALTER COLUMN z TYPE varchar(40)'],
  ['ALTER TABLE t ADD COLUMN x int, ALTER COLUMN j TYPE jsonb, ADD CHECK (big > 0) NOT VALID'],
  ['ALTER TABLE t RENAME COLUMN b TO b2'],
  ['ALTER TABLE t RENAME TO t2'],
  ['ALTER TABLE t RENAME CONSTRAINT t_a_check TO x'],
  ['ALTER INDEX t_a_idx RENAME TO x'],
  ['ALTER TABLE t SET SCHEMA other'],
  ['DROP TABLE child'],
  ['DROP TABLE parents CASCADE'],
  ['DROP VIEW v'],
  ['UPDATE t SET a = a'],
  ['DELETE FROM loose'],
  ['INSERT INTO loose VALUES (1)'],
  ['CREATE TABLE x (id int REFERENCES parents (id))'],
  ['CREATE TABLE x PARTITION OF parted FOR VALUES FROM (\'2021-01-01\') TO (\'2022-01-01\')'],
  ['CREATE TABLE x () INHERITS (loose)'],
  ['CREATE TABLE x (LIKE t)'],
  ["ALTER TABLE parted ATTACH PARTITION loose FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')"],
  ['ALTER TABLE parted DETACH PARTITION parted_1'],
  ['CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION noop()'],
  ['DROP TRIGGER trg ON t'],
  ['ALTER TABLE t DISABLE TRIGGER trg'],
  ['ALTER TABLE t ENABLE ROW LEVEL SECURITY'],
  ['CREATE POLICY x ON t USING (true)'],
  ['ALTER POLICY p ON t USING (false)'],
  ['DROP POLICY p ON t'],
  ['REFRESH MATERIALIZED VIEW mv'],
  ['REFRESH MATERIALIZED VIEW CONCURRENTLY mv'],
  ['CLUSTER t USING t_a_idx'],
  ['ALTER TABLE loose SET UNLOGGED'],
  ['REINDEX TABLE t'],
  ['REINDEX INDEX t_a_idx'],
  ['ALTER TABLE t ALTER COLUMN a SET STATISTICS 500'],
  ['ALTER TABLE t SET (fillfactor = 70)'],
  ['ALTER TABLE t ALTER COLUMN b SET STORAGE external'],
  ['ALTER TABLE t REPLICA IDENTITY FULL'],
  ['ALTER TABLE t OWNER TO postgres'],
  ['ALTER TABLE t CLUSTER ON t_a_idx'],
  ['ALTER TABLE t ALTER CONSTRAINT t_parent_fk DEFERRABLE'],
  ['ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY'],
  ["COMMENT ON TABLE t IS 'x'"],
  ["COMMENT ON COLUMN t.a IS 'x'"],
  ['GRANT SELECT ON t TO PUBLIC'],
  ['ANALYZE t'],
  ['CREATE OR REPLACE VIEW v AS SELECT id FROM t'],
  ['CREATE VIEW x AS SELECT id FROM t'],
  ["ALTER TYPE mood ADD VALUE 'good'"],
  ["ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'"],
  ['ALTER DOMAIN positive ADD CHECK (VALUE > 0)'],
  ['ALTER DOMAIN positive ADD CHECK (VALUE > 0) NOT VALID'],
  ['ALTER DOMAIN public.positive SET NOT NULL'],
  ['ALTER DOMAIN positive SET DEFAULT 1'],
  ['CREATE SEQUENCE x'],
  ['LOCK TABLE t IN SHARE MODE'],
  // What IF [NOT] EXISTS passes over.
  ['CREATE TABLE IF NOT EXISTS t (id int REFERENCES parents (id))'],
  ['CREATE TABLE IF NOT EXISTS loose AS SELECT id FROM t'],
  ['CREATE MATERIALIZED VIEW IF NOT EXISTS mv AS SELECT id FROM t'],
  ['CREATE INDEX IF NOT EXISTS t_a_idx ON t (a)'],
  ['ALTER TABLE t ADD COLUMN IF NOT EXISTS a uuid DEFAULT gen_random_uuid()'],
  ['ALTER TABLE t DROP COLUMN IF EXISTS nothing'],
  ['ALTER TABLE t DROP CONSTRAINT IF EXISTS nothing'],
  ['ALTER TABLE IF EXISTS nothing ADD COLUMN x int'],
  ['ALTER TABLE IF EXISTS nothing RENAME TO x'],
  ['DROP TABLE IF EXISTS nothing'],
  ['DROP INDEX IF EXISTS nothing'],
  ['DROP VIEW IF EXISTS nothing'],
  ['DROP TABLE IF EXISTS child'],
  // Keys on the other side.
  ['ALTER TABLE t ALTER COLUMN parent_id TYPE bigint'],
  ['ALTER TABLE parents ALTER COLUMN email TYPE varchar(90)'],
  ['ALTER TABLE parents ALTER COLUMN id TYPE bigint'],
  ['ALTER TABLE parents DROP CONSTRAINT parents_pkey CASCADE'],
  ['ALTER TABLE parents DROP COLUMN id CASCADE'],
  ["ALTER TABLE t ALTER COLUMN ts TYPE timestamptz", "CREATE INDEX x ON t (b); SET LOCAL timezone = 'UTC';"],
  // Partitioned tables.
  ['ALTER TABLE ranked ADD COLUMN x int'],
  ['ALTER TABLE ranked ADD COLUMN x uuid DEFAULT gen_random_uuid()'],
  ['ALTER TABLE ranked DROP COLUMN id', 'DROP TABLE ranks; ALTER TABLE ranked DROP CONSTRAINT ranked_pkey;'],
  ['ALTER TABLE ranked ALTER COLUMN id SET DEFAULT 1'],
  ['ALTER TABLE ONLY ranked ALTER COLUMN id SET DEFAULT 1'],
  ['ALTER TABLE ranked ADD CHECK (id > 0)'],
  ['ALTER TABLE ranked VALIDATE CONSTRAINT ranked_chk'],
  ['ALTER TABLE ranked DROP CONSTRAINT ranked_chk'],
  ['ALTER TABLE ranked RENAME CONSTRAINT ranked_chk TO x'],
  ['ALTER TABLE ranked RENAME COLUMN id TO x'],
  ['ALTER TABLE ranked RENAME TO x'],
  ['ALTER TABLE ranked SET SCHEMA other'],
  ['ALTER TABLE ranked OWNER TO postgres'],
  ['ALTER TABLE ranked ENABLE ROW LEVEL SECURITY'],
  ['ALTER TABLE ranked ALTER COLUMN id SET STATISTICS 100'],
  ['ALTER TABLE ranked ADD UNIQUE (id, at)'],
  ['ALTER TABLE ranked ADD FOREIGN KEY (id) REFERENCES parents (id)'],
  ['ALTER TABLE ranks DROP CONSTRAINT ranks_fk'],
  ['ALTER TABLE t ADD FOREIGN KEY (id, d) REFERENCES ranked (id, at) NOT VALID'],
  ['CREATE TABLE x (id int, at date, FOREIGN KEY (id, at) REFERENCES ranked (id, at))'],
  ['CREATE INDEX ON ranked (at)'],
  ['CREATE INDEX ON ONLY ranked (at)'],
  ['DROP INDEX ranked_id_idx'],
  ['DROP TABLE ranks'],
  ['DROP TABLE parted'],
  ['DROP TABLE parted_1'],
  ['CREATE TRIGGER x BEFORE INSERT ON ranked FOR EACH ROW EXECUTE FUNCTION noop()'],
  ['CREATE TRIGGER x BEFORE INSERT ON ranked FOR EACH STATEMENT EXECUTE FUNCTION noop()'],
  ['CREATE POLICY x ON ranked USING (true)'],
  ['UPDATE ranked SET id = 1'],
  ['DELETE FROM parted'],
  ['ANALYZE ranked'],
  ['LOCK TABLE ranked IN SHARE MODE'],
  // Small print.
  ['ALTER TABLE t ALTER COLUMN b TYPE text COLLATE "C"'],
  ['ALTER TABLE t ALTER COLUMN b SET COMPRESSION pglz'],
  ['ALTER TABLE t DISABLE TRIGGER ALL'],
  ['ALTER TABLE t ADD COLUMN x mood'],
  ["COMMENT ON VIEW v IS 'x'"],
  ['COMMENT ON INDEX t_a_idx IS NULL'],
  ['CREATE STATISTICS s ON a, b FROM t'],
  ['CREATE PUBLICATION x FOR TABLE t'],
  ['CREATE RULE x AS ON INSERT TO loose DO INSTEAD NOTHING'],
  ['ALTER TABLE t ADD CONSTRAINT x CHECK (a > 0) NOT VALID, VALIDATE CONSTRAINT x'],
  ['ALTER TABLE loose ADD COLUMN x serial PRIMARY KEY'],
  ['ALTER TABLE t ALTER COLUMN b SET NOT NULL', 'ALTER TABLE t ADD CONSTRAINT x CHECK (b IS NOT NULL AND a > 0);'],
];

/** Statements the rules do not claim to know the work of; only their locks are. */
const UNSURE: readonly string[] = ['ALTER TABLE t ADD COLUMN x checked'];

/** What they read is for the planner to say. */
const PLANNED: readonly string[] = ['CREATE TABLE x AS SELECT * FROM t', 'SELECT * FROM t', 'UPDATE t SET a = a WHERE id = 3', 'DELETE FROM loose WHERE id = 3', 'INSERT INTO loose SELECT id FROM t'];

/** Their files change because the rows are gone, not because rows are written. */
const EMPTIED: readonly string[] = ['TRUNCATE loose', 'TRUNCATE parents CASCADE', 'TRUNCATE ranked CASCADE', 'TRUNCATE parted', 'TRUNCATE parted_1'];

describe('every claim about locks, rewrites and scans is what PostgreSQL does', () => {
  it.each(KNOWN.map(([sql, before]) => [sql, before ?? '']))('%s %s', async (sql, before) => {
    const { known, ...claim } = claimed(sql, before);
    const measured = await measure(sql, before);
    expect(claim.locks).toEqual(measured.locks);
    expect(claim.rewritten).toBe(measured.rewritten);
    // A rewrite reads every row by itself.
    expect(measured.rewritten || claim.scanned === measured.scanned).toBe(true);
    expect(known).toBe(true);
  });

  it.each([...PLANNED, ...EMPTIED, ...UNSURE])('%s', async (sql) => {
    expect(claimed(sql, '').locks).toEqual((await measure(sql, '')).locks);
  });

  it.each([...PLANNED, ...UNSURE])('%s: what it reads is not claimed', (sql) => expect(claimed(sql, '').known).toBe(false));
});

/** Rules about something no single statement in a transaction can show. */
const NOT_MEASURED: Readonly<Record<string, string>> = {
  M004: 'it is refused inside a transaction, see below',
  M014: 'it fails on rows, see below',
  M027: 'about two statements; each is measured by itself',
  M028: 'about two statements; each is measured by itself',
};

describe('every hazard rule about a statement', () => {
  const lastOf = (sql: string, before = '') => {
    const { statements, findings } = describeMigration(`${before}\n${sql}`, parser, models, { transactional: false });
    return findings.filter(({ object }) => object.part === String(statements.length)).map(({ rule }) => rule);
  };

  it('stands on a measured statement, or says why not', () => {
    const measured = new Set([...KNOWN.flatMap(([sql, before]) => lastOf(sql, before)), ...[...EMPTIED, ...PLANNED].flatMap((sql) => lastOf(sql))]);
    const rules = hazardRules.map(({ id }) => id).filter((id) => id <= 'M041');
    expect(rules.filter((id) => !measured.has(id))).toEqual(Object.keys(NOT_MEASURED));
  });

  it('M004: PostgreSQL refuses what the rule says it refuses', async () => {
    for (const sql of ['CREATE INDEX CONCURRENTLY x ON t (b)', 'DROP INDEX CONCURRENTLY t_a_idx', 'REINDEX TABLE CONCURRENTLY t', 'ALTER TABLE parted DETACH PARTITION parted_1 CONCURRENTLY', 'VACUUM FULL t']) {
      expect(describeMigration(sql, parser, models, { transactional: true }).findings.map(({ rule }) => rule)).toContain('M004');
      await expect(measure(sql, '')).rejects.toThrow(/transaction block|default partition/);
    }
  });

  it.each([
    'ALTER TABLE t ADD CONSTRAINT x UNIQUE (b)', 'ALTER TABLE loose ADD PRIMARY KEY (id)', 'ALTER TABLE t ADD FOREIGN KEY (big) REFERENCES parents (id)', 'ALTER TABLE t ADD CHECK (a < 1000)',
    'ALTER TABLE t ADD COLUMN x int DEFAULT 1 CHECK (x > 0)', 'ALTER TABLE t ADD COLUMN x int UNIQUE', 'ALTER TABLE t ALTER b SET NOT NULL', 'ALTER TABLE loose ADD COLUMN x int NOT NULL',
    'ALTER TABLE t ADD COLUMN x uuid NOT NULL DEFAULT gen_random_uuid()', 'ALTER TABLE t ADD COLUMN x int GENERATED ALWAYS AS IDENTITY', 'ALTER TABLE t ADD COLUMN x bigserial',
    'ALTER TABLE t ALTER j TYPE jsonb', 'ALTER TABLE t ALTER v TYPE integer USING length(v)', 'ALTER TABLE t RENAME COLUMN b TO b2', 'ALTER TABLE t SET SCHEMA other', 'ALTER TABLE child DROP COLUMN parent_id',
    'ALTER TABLE t DROP CONSTRAINT t_parent_fk', 'DROP TABLE child', "CREATE TABLE x PARTITION OF parted FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
    "ALTER TABLE parted ATTACH PARTITION loose FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')", 'CREATE INDEX ON t (b)', 'DROP INDEX t_a_idx', 'REINDEX TABLE t', 'REFRESH MATERIALIZED VIEW mv', 'DELETE FROM loose',
  ])('has a remedy that PostgreSQL runs: %s', async (sql) => {
    const remedies = describeMigration(sql, parser, models, { transactional: false }).findings.filter(({ rule, remedy }) => remedy?.sql != null && rule !== 'M029' && rule !== 'M030');
    expect(remedies.length).toBeGreaterThan(0);
    for (const { remedy } of remedies.slice(0, 1)) await measure((remedy?.sql ?? '').replaceAll(/\b(BEGIN|COMMIT);$|CONCURRENTLY /gm, ''), '');
  });

  it('M014: PostgreSQL refuses the column when there are rows', async () => {
    await expect(measure('ALTER TABLE t ADD COLUMN x int NOT NULL', '')).rejects.toThrow(/contains null values/);
  });
});
