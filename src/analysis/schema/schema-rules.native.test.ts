import type { Diagnostic, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { catalogFacts } from '../testing/catalog-facts.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let parser: SqlParser;
let database: TestDatabase;

beforeAll(async () => {
  parser = await loadSqlParser();
  database = await createTestDatabase('lints');
  await database.run("DO $$ BEGIN CREATE ROLE anon; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
});
afterAll(() => database.drop(), 120_000);

async function fresh(sql: string): Promise<void> {
  await database.run('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await runEach(sql);
}

/** One statement at a time, outside a transaction, as CONCURRENTLY needs it. */
async function runEach(sql: string): Promise<void> {
  const parsed = parser.parse(sql);
  if (!parsed.ok) throw new Error(`${parsed.message}: ${sql}`);
  for (const { text, node } of parsed.statements) {
    // A batch of a backfill is run until no row is left.
    const times = node === 'UpdateStmt' && text.includes('LIMIT 5000') ? 5 : 1;
    for (let time = 0; time < times; time += 1) await database.run(text);
  }
}

async function found(rule: string): Promise<Diagnostic[]> {
  return diagnose(await catalogFacts(database.name), parser).diagnostics.filter((diagnostic) => diagnostic.rule === rule);
}

const parent = 'CREATE TABLE parent (id bigint PRIMARY KEY);';
const rows = 'INSERT INTO t SELECT i FROM generate_series(1, 20000) i;';

/** Rule, a sound neighbour of the fault, the fault. The remedy the rule itself gives must make it go. */
const CASES: readonly (readonly [rule: string, negative: string, positive: string])[] = [
  ['D001', 'CREATE TABLE t (id int PRIMARY KEY)', 'CREATE TABLE t (a int)'],
  ['D001', 'CREATE TABLE t (id int PRIMARY KEY)', 'CREATE TABLE t (a int, id int); INSERT INTO t SELECT i FROM generate_series(1, 20000) i; ANALYZE t'],
  ['D001', 'CREATE TABLE t (a int PRIMARY KEY)', 'CREATE TABLE t (a int NOT NULL, b int NOT NULL, UNIQUE (a, b))'],
  ['D002', `${parent} CREATE TABLE t (p bigint REFERENCES parent); CREATE INDEX ON t (p)`, `${parent} CREATE TABLE t (p bigint REFERENCES parent)`],
  ['D002', `${parent} CREATE TABLE t (p bigint REFERENCES parent); CREATE INDEX ON t (p) WHERE p IS NOT NULL`, `${parent} CREATE TABLE t (p bigint REFERENCES parent); CREATE INDEX ON t (p) WHERE p > 3`],
  [
    'D002',
    `${parent} CREATE TABLE t (p bigint REFERENCES parent) PARTITION BY RANGE (p); CREATE TABLE t1 PARTITION OF t DEFAULT; CREATE INDEX ON t (p)`,
    `${parent} CREATE TABLE t (p bigint REFERENCES parent) PARTITION BY RANGE (p); CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (1) TO (9); CREATE TABLE t2 PARTITION OF t DEFAULT`,
  ],
  ['D003', `${parent} CREATE TABLE t (p bigint REFERENCES parent)`, `${parent} CREATE TABLE t (p int REFERENCES parent)`],
  ['D004', `${parent} CREATE TABLE t (parent_id bigint REFERENCES parent)`, `${parent} CREATE TABLE t (parent_id bigint)`],
  ['D005', `${parent} CREATE TABLE t (p bigint REFERENCES parent, CHECK (p > 0))`, `${parent} CREATE TABLE t (p bigint); ALTER TABLE t ADD CHECK (p > 0) NOT VALID, ADD FOREIGN KEY (p) REFERENCES parent NOT VALID`],
  ['D006', 'CREATE TABLE t (a int NOT NULL UNIQUE, b int, UNIQUE NULLS NOT DISTINCT (b))', 'CREATE TABLE t (a int UNIQUE)'],
  ['D008', 'CREATE TABLE t (a int)', "CREATE TABLE t (a int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); ALTER TABLE t DISABLE TRIGGER g"],
  ['D009', 'CREATE TABLE t (a boolean) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (true); CREATE TABLE t2 PARTITION OF t FOR VALUES IN (false, NULL)', 'CREATE TABLE t (a boolean) PARTITION BY LIST (a); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (true)'],
  ['D009', 'CREATE TABLE t (a int) PARTITION BY HASH (a)', 'CREATE TABLE t (a int) PARTITION BY LIST (a)'],
  ['D010', 'CREATE TABLE t (a int UNIQUE)', "CREATE TABLE t (a int); CREATE INDEX i ON t (a); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'i'::regclass"],
  ['D011', 'CREATE TABLE t (a int, b int); CREATE INDEX ON t (a); CREATE INDEX ON t (a DESC)', 'CREATE TABLE t (a int UNIQUE); CREATE INDEX ON t (a); CREATE INDEX ON t (a)'],
  ['D012', 'CREATE TABLE t (a int, b int); CREATE INDEX ON t (a); CREATE INDEX ON t (b, a)', 'CREATE TABLE t (a int, b int); CREATE INDEX ON t (a); CREATE INDEX ON t (a, b)'],
  ['D014', 'CREATE TABLE t (a boolean, b int); CREATE INDEX ON t (b) WHERE a; CREATE INDEX ON t (a, b)', 'CREATE TABLE t (a boolean); CREATE INDEX ON t (a)'],
  ['D015', `CREATE TABLE t (a int); ${rows} CREATE INDEX ON t (a); ANALYZE t`, `CREATE TABLE t (b int, a int); ${rows.replaceAll('20000', '200000')} CREATE INDEX ON t (a); ANALYZE t`],
  ['D017', `CREATE TABLE t (a int); ${rows} SELECT pg_stat_force_next_flush(); ANALYZE t; SELECT pg_stat_force_next_flush()`, `CREATE TABLE t (a int); ${rows} SELECT pg_stat_force_next_flush()`],
  ['D018', `CREATE TABLE t (a int); ${rows} SELECT pg_stat_force_next_flush()`, `CREATE TABLE t (a int); ${rows} DELETE FROM t WHERE a > 5000; SELECT pg_stat_force_next_flush()`],
  ['D019', "CREATE TABLE t (a serial); SELECT setval('t_a_seq', 1000000000)", "CREATE TABLE t (a serial); SELECT setval('t_a_seq', 2100000000)"],
  ['D019', 'CREATE SEQUENCE s MAXVALUE 100 CYCLE START 95', "CREATE SEQUENCE s MAXVALUE 100 START 95; SELECT nextval('s')"],
  ['D019', "CREATE TABLE t (a bigint GENERATED ALWAYS AS IDENTITY)", "CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY); SELECT setval(pg_get_serial_sequence('t', 'a'), 2100000000)"],
  ['D020', 'CREATE TABLE t (a bigint PRIMARY KEY)', 'CREATE TABLE t (a smallint PRIMARY KEY)'],
  ['D021', 'CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY)', 'CREATE TABLE "T t" ("A" bigserial); INSERT INTO "T t" VALUES (DEFAULT), (DEFAULT)'],
  ['D022', 'CREATE TABLE t (a timestamptz, b jsonb, c numeric, d text)', 'CREATE TABLE t (a timestamp(3), b json, c money, d char(3))'],
  ['D023', 'CREATE TABLE t (a regclass, b oid, c text)', 'CREATE TABLE t (a regproc, b regconfig)'],
  ['D024', 'CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a > 0)', 'CREATE TABLE t (a int); CREATE POLICY p ON t USING (a > 0)'],
  ['D025', 'CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a > 0)', 'CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY'],
  [
    'D027',
    "CREATE TABLE t (a text); CREATE POLICY p ON t USING (a = (SELECT current_setting('app.user'))) WITH CHECK (a = (SELECT CURRENT_USER)::text)",
    "CREATE TABLE t (a text); CREATE POLICY p ON t USING (a = current_setting('app.' || lower('USER'), true) OR a IN (SELECT current_setting('x'))) WITH CHECK (a = CURRENT_USER)",
  ],
  ['D030', "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public AS 'SELECT 1'", "CREATE FUNCTION f(a int, b text[]) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"],
  ['D031', "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE FUNCTION \"F f\"() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"],
  ['D007', `${parent} CREATE TABLE t (p bigint REFERENCES parent); ALTER TABLE t DISABLE TRIGGER USER`, `${parent} CREATE TABLE t (p bigint REFERENCES parent); ALTER TABLE t DISABLE TRIGGER ALL`],
  ['D007', `${parent} CREATE TABLE t (p bigint REFERENCES parent)`, `${parent} CREATE TABLE t (p bigint REFERENCES parent); ALTER TABLE parent DISABLE TRIGGER ALL`],
  [
    'D007',
    `${parent} CREATE TABLE t (p bigint REFERENCES parent) PARTITION BY LIST (p); CREATE TABLE t1 PARTITION OF t DEFAULT`,
    `CREATE TABLE parent (id bigint PRIMARY KEY) PARTITION BY LIST (id); CREATE TABLE parent1 PARTITION OF parent DEFAULT; CREATE TABLE t (p bigint REFERENCES parent) PARTITION BY LIST (p); CREATE TABLE t1 PARTITION OF t DEFAULT; ALTER TABLE t DISABLE TRIGGER ALL; ALTER TABLE parent1 DISABLE TRIGGER ALL`,
  ],
  [
    'D032',
    'CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE TABLE u (a int); CREATE VIEW v WITH (security_invoker = on) AS SELECT * FROM t; CREATE VIEW w AS SELECT * FROM u; CREATE MATERIALIZED VIEW m AS SELECT * FROM t',
    'CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE VIEW "V v" WITH (security_barrier) AS SELECT u.a FROM (SELECT max(a) AS a FROM t) u',
  ],
  [
    'D037',
    "CREATE TABLE t (a int) WITH (autovacuum_freeze_max_age = 100000)",
    "CREATE TABLE t (a int) WITH (autovacuum_freeze_max_age = 100000, autovacuum_enabled = false); UPDATE pg_class SET relfrozenxid = ((txid_current() + 4294967296 - 150000) % 4294967296)::text::xid WHERE oid = 't'::regclass",
  ],
  ['D033', 'CREATE TABLE t (a int)', 'CREATE TABLE t (a int); GRANT SELECT, UPDATE ON t TO PUBLIC'],
];

describe('each lint on PostgreSQL: clean before, silent beside, found, gone after its own remedy', () => {
  it.each(CASES)('%s %#', async (rule, negative, positive) => {
    await fresh('');
    expect(await found(rule)).toEqual([]);
    await fresh(negative);
    expect(await found(rule)).toEqual([]);
    await fresh(positive);
    const findings = await found(rule);
    expect(findings).not.toEqual([]);
    for (const { remedy } of findings) await runEach(remedy?.sql ?? 'this rule gives no SQL');
    expect(await found(rule)).toEqual([]);
  });

  it('D020: the columns that reference a key are widened with it, and a key that is a reference is not named', async () => {
    await fresh(`CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY REFERENCES p); CREATE TABLE g (c int REFERENCES c, p int REFERENCES p);
      INSERT INTO p SELECT generate_series(1, 5); INSERT INTO c SELECT * FROM p; INSERT INTO g SELECT id, id FROM p; ANALYZE`);
    const [finding, ...others] = await found('D020');
    expect([finding?.object.id, others]).toEqual(['public.p', []]);
    await database.run(finding?.remedy?.sql ?? '');
    expect([...(await found('D020')), ...(await found('D003'))]).toEqual([]);
  });

  it.each([
    ['D001', 'D011', 'CREATE TABLE t (a int NOT NULL, b int NOT NULL, UNIQUE (a, b))'],
    ['D004', 'D002', 'CREATE TABLE parent (id bigint PRIMARY KEY); CREATE TABLE t (id bigint PRIMARY KEY, parent_id bigint)'],
  ])('the remedy of %s leaves no %s behind', async (rule, next, sql) => {
    await fresh(sql);
    for (const { remedy } of await found(rule)) await runEach(remedy?.sql ?? 'this rule gives no SQL');
    expect([...(await found(rule)), ...(await found(next))]).toEqual([]);
  });

  it('a unique constraint that a foreign key rests on is not dropped by a remedy', async () => {
    await fresh('CREATE TABLE t (id bigint PRIMARY KEY, a int UNIQUE); CREATE TABLE c (a int REFERENCES t (a)); CREATE TABLE u (a int NOT NULL UNIQUE); CREATE TABLE d (a int REFERENCES u (a))');
    expect((await found('D006')).map(({ remedy }) => remedy?.sql)).toEqual([null]);
    const [key] = (await found('D001')).filter(({ object }) => object.id === 'public.u');
    await runEach(key?.remedy?.sql ?? 'no remedy');
  });

  it('a change of type that PostgreSQL would refuse is described, not written', async () => {
    await fresh(`CREATE TABLE t (id int PRIMARY KEY, viewed timestamp, ruled timestamp, listed timestamp, made timestamp, same timestamp GENERATED ALWAYS AS (made) STORED, free timestamp);
      CREATE VIEW v AS SELECT id, viewed FROM t; CREATE INDEX ON t ((listed::date)); CREATE POLICY p ON t USING (ruled > '2020-01-01')`);
    const findings = [...(await found('D020')), ...(await found('D022'))];
    expect(findings.map(({ id, remedy }) => [id, remedy?.sql === null])).toEqual([['D020:public.t:id', true], ['D022:public.t', false]]);
    expect(findings[0]?.evidence).toContain('may be used by view public.v');
    expect(findings[1]?.evidence.slice(2)).toEqual([
      'viewed may be used by view public.v', 'ruled may be used by policy p of public.t', 'listed may be used by index t_listed_idx', 'made may be used by generated column public.t.same',
    ]);
    expect(findings[1]?.remedy).toMatchObject({ text: expect.stringContaining('Apart from it: viewed, ruled, listed, made.'), sql: expect.stringMatching(/ALTER TABLE public\.t ALTER COLUMN free TYPE [^,]*$/) });
    await runEach(findings[1]?.remedy?.sql ?? '');
    expect((await found('D022'))[0]?.evidence[0]).toMatch(/^viewed, ruled, listed, made: /);
  });

  it('D015: rows that are mostly NULL are found by their statistics', async () => {
    await fresh('CREATE TABLE t (a int); INSERT INTO t SELECT CASE WHEN i % 10 = 0 THEN i END FROM generate_series(1, 300000) i; CREATE INDEX t_a_idx ON t (a); ANALYZE t');
    const [finding] = await found('D015');
    expect(finding?.remedy?.sql).toBe('CREATE INDEX CONCURRENTLY t_a_present_idx ON public.t USING btree (a) WHERE a IS NOT NULL;\nDROP INDEX CONCURRENTLY public.t_a_idx;');
  });

  it('D026 and D028: policies nobody can repair for the developer', async () => {
    const on = 'CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY;';
    await fresh(`${on} CREATE POLICY p ON t USING (true); CREATE POLICY q ON t FOR SELECT USING (a > 0)`);
    expect((await found('D026')).map(({ id }) => id)).toEqual(['D026:public.t:p']);
    expect((await found('D028')).map(({ id, title }) => [id, title])).toEqual([['D028:public.t:public', 'public.t has 2 permissive policies for PUBLIC and SELECT']]);
    await fresh(`${on} CREATE POLICY p ON t FOR SELECT USING (true); CREATE POLICY q ON t AS RESTRICTIVE USING (a > 0)`);
    expect([...(await found('D026')), ...(await found('D028'))]).toEqual([]);
  });

  it('D034: what an API role can read is worse, and its remedy takes that away', async () => {
    await fresh('CREATE TABLE t (id int PRIMARY KEY, "apiKey" text, note text); GRANT SELECT ON t TO anon');
    const [finding] = await found('D034');
    expect(finding?.level).toBe('error');
    await runEach(finding?.remedy?.sql ?? '');
    expect(await found('D034')).toMatchObject([{ level: 'warning' }]);
  });

  it('D016: only tables that are large and read that way', async () => {
    await fresh(`CREATE TABLE t (a int); ${rows} DO $$ BEGIN FOR i IN 1..120 LOOP PERFORM count(*) FROM t; END LOOP; END $$; ANALYZE t; SELECT pg_stat_force_next_flush()`);
    expect((await found('D016')).map(({ object }) => object.id)).toEqual(['public.t']);
  });

  it('hostile names survive the way into the catalog and back into a remedy', async () => {
    const [weird, part] = ['"a;--\'"" \n\u202e$$"', '"sel""ect\t"'];
    await fresh(`CREATE TABLE "user" (id bigint PRIMARY KEY); CREATE TABLE ${weird} (${part} bigint REFERENCES "user", order_id json, t timestamp); CREATE INDEX ON ${weird} (${part}, t); CREATE INDEX ON ${weird} (${part}, t); CREATE POLICY ${part} ON ${weird} USING (true);`);
    const diagnostics = diagnose(await catalogFacts(database.name), parser).diagnostics.filter(({ remedy, rule }) => remedy?.sql != null && rule !== 'D045');
    expect(new Set(diagnostics.map(({ rule }) => rule))).toEqual(new Set(['D001', 'D011', 'D022', 'D024']));
    for (const { remedy, title, evidence } of diagnostics) {
      expect([title, ...evidence].join('')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      await runEach(remedy?.sql ?? '');
    }
    const left = diagnose(await catalogFacts(database.name), parser).diagnostics;
    expect(left.map(({ rule }) => rule)).not.toEqual(expect.arrayContaining(['D011']));
  });
});

describe('order of the facts', () => {
  it('does not change a byte', async () => {
    await fresh(`${parent} CREATE TABLE a (p bigint REFERENCES parent, x json, y money, z timestamp, UNIQUE (p)); CREATE INDEX ON a (p); CREATE INDEX ON a (p, y);
      CREATE TABLE b (p bigint REFERENCES parent, parent_id bigint); CREATE POLICY q ON b USING (true); CREATE POLICY p ON b USING (true); GRANT SELECT ON a TO PUBLIC;`);
    const facts = await catalogFacts(database.name);
    const reversed = {
      ...facts,
      models: facts.models.toReversed().map((model) => ({
        ...model, indexes: model.indexes.toReversed(), foreignKeys: model.foreignKeys.toReversed(), checks: model.checks.toReversed(), uniques: model.uniques.toReversed(),
      })),
    };
    expect(JSON.stringify(diagnose(reversed, parser))).toBe(JSON.stringify(diagnose(facts, parser)));
  });
});
