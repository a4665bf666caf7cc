import type { SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schemaFacts } from '../schema/schema-facts.ts';
import { catalogFacts } from '../testing/catalog-facts.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { foldHistory } from './fold-history.ts';
import { schemaDrift } from './schema-drift.ts';
import { appliedMigration } from './testing/applied-migration.ts';

let parser: SqlParser;
let database: TestDatabase;

beforeAll(async () => {
  parser = await loadSqlParser();
  database = await createTestDatabase('drift');
}, 60_000);
afterAll(() => database.drop(), 120_000);

/** Runs the files on an empty schema, then what nobody wrote into a file; what the rule says of both. */
async function driftAfter(files: readonly string[], byHand = ''): Promise<string[]> {
  await database.run('DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS shop CASCADE; CREATE SCHEMA public');
  for (const file of files) await database.run(`RESET ALL; ${file}`);
  await database.run(byHand);
  const migrations = files.map((file, position) => appliedMigration(`m${position}`, file));
  const { findings, skipped } = schemaDrift.check(schemaFacts({ ...(await catalogFacts(database.name)), migrations }, parser));
  return [...findings.flatMap(({ level, evidence }) => evidence.map((line) => `${level}: ${line}`)), ...skipped.map(({ reason }) => reason)];
}

/** Types in every spelling whose stored form differs from the written one. */
const TYPES = `a int2, b int8, c decimal(10), d numeric(8,3), e numeric, f varchar, g varchar(9), h char, i character(4), j timestamptz(3), k time with time zone,
  l interval hour to minute, m interval(2), n bit, o bit varying(5), p float(20), q double precision, r int[][], s text[3], t "char", u national character varying(7),
  v bool, w json, x serial4, y bigserial, z smallserial, aa mood, ab mood[], ac public.positive, ad inet, ae tstzrange, af xml, ag uuid, ah bpchar, ai int4multirange, aj pg_lsn, ak name`;

const HISTORY = [
  `CREATE TYPE mood AS ENUM ('ok'); CREATE DOMAIN positive AS int NOT NULL CHECK (VALUE > 0); CREATE TABLE types (${TYPES})`,
  `CREATE TABLE "Order" (id bigint GENERATED ALWAYS AS IDENTITY, a int NULL, b int NOT NULL, "c C" text DEFAULT 'x', h int, g int GENERATED ALWAYS AS (h + 1) STORED,
     CONSTRAINT order_pk PRIMARY KEY (id), CONSTRAINT b_positive CHECK (b > 0), CONSTRAINT b_once UNIQUE (b));
   CREATE INDEX order_a ON "Order" (a); CREATE UNIQUE INDEX order_lower ON "Order" (lower("c C")); CREATE INDEX order_part ON "Order" (a) WHERE b > 1`,
  `ALTER TABLE "Order" ADD COLUMN d date NOT NULL DEFAULT now(), DROP COLUMN a, ALTER COLUMN b TYPE bigint, ALTER COLUMN "c C" SET NOT NULL;
   ALTER TABLE "Order" RENAME COLUMN "c C" TO c; ALTER TABLE "Order" RENAME CONSTRAINT b_positive TO b_more; ALTER INDEX order_lower RENAME TO order_lowered`,
  `CREATE TABLE part (k int NOT NULL, v text, PRIMARY KEY (k)) PARTITION BY RANGE (k); CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM (1) TO (9); ALTER TABLE part ADD COLUMN w int`,
  `CREATE TABLE kept (id int); CREATE UNIQUE INDEX kept_id ON kept (id); ALTER TABLE kept ADD CONSTRAINT kept_key PRIMARY KEY USING INDEX kept_id;
   CREATE TABLE alike (LIKE kept INCLUDING ALL, extra text); CREATE TABLE child (more int) INHERITS (kept); CREATE TABLE made AS SELECT 1 AS one`,
  `CREATE SCHEMA shop; SET search_path = shop, public; CREATE TABLE goods (id serial PRIMARY KEY, mood mood); CREATE INDEX goods_mood ON goods (mood)`,
  `ALTER TABLE shop.goods SET SCHEMA public; ALTER TABLE goods RENAME TO wares; ALTER TYPE mood RENAME TO feeling; DROP INDEX goods_mood`,
  `CREATE TABLE other (id int PRIMARY KEY, o bigint, CONSTRAINT other_order FOREIGN KEY (o) REFERENCES "Order" ON DELETE CASCADE);
   CREATE TABLE doomed (id int PRIMARY KEY); CREATE TABLE orphan (d int, CONSTRAINT orphan_d FOREIGN KEY (d) REFERENCES doomed); DROP TABLE doomed CASCADE`,
  `DO $$ BEGIN CREATE TABLE maybe (id int); IF false THEN ALTER TABLE other DROP COLUMN o; END IF; END $$; CREATE VIEW shown AS SELECT * FROM wares`,
  `ALTER TABLE types ADD CONSTRAINT types_key PRIMARY KEY (late), ADD COLUMN late int, DROP COLUMN a, ALTER COLUMN b SET NOT NULL, ALTER COLUMN b DROP NOT NULL; CREATE SCHEMA gone; CREATE TABLE gone.t (id int); DROP SCHEMA gone CASCADE`,
  `CREATE TABLE IF NOT EXISTS kept (different text); ALTER TABLE IF EXISTS nowhere ADD COLUMN x int; ALTER TABLE kept ADD COLUMN IF NOT EXISTS id text; DROP TABLE IF EXISTS nowhere`,
];

describe('A004 schema_drift on PostgreSQL', () => {
  it('finds what a history of every form makes to be what the catalog has', async () => {
    expect(await driftAfter(HISTORY)).toEqual([]);
    const folded = foldHistory(HISTORY.map((file, position) => appliedMigration(`m${position}`, file)), parser);
    expect(folded.ok && folded.tables.filter(({ sure }) => sure).map(({ name }) => name)).toEqual(['types', 'Order', 'part', 'kept', 'alike', 'wares', 'orphan']);
  }, 60_000);

  it.each([
    ['ALTER TABLE wares DROP COLUMN mood CASCADE', ['error: column mood of app/m5 is not in the database']],
    ['ALTER TABLE wares ADD COLUMN hotfix int', ['warning: column hotfix (integer) is in the database and in no applied migration']],
    ['ALTER TABLE part ALTER COLUMN w TYPE bigint', ['warning: column w is bigint in the database, integer by app/m3']],
    ['ALTER TABLE types ALTER COLUMN d TYPE numeric(8,4)', ['warning: column d is numeric(8,4) in the database, numeric(8,3) by app/m0']],
    ['ALTER TABLE types ALTER COLUMN x DROP NOT NULL', ['warning: column x is nullable in the database, NOT NULL by app/m0']],
    ['ALTER TABLE kept DROP CONSTRAINT kept_key', ['warning: constraint kept_key of app/m4 is not in the database']],
    ['DROP TABLE part', ['error: app/m3 makes it and is applied; no later migration drops it', 'error: 3 columns']],
  ])('finds %s', async (byHand, lines) => expect(await driftAfter(HISTORY, byHand)).toEqual(lines), 60_000);
});
