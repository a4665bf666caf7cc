import type { Diagnostic, SqlParser } from '#contract';
import { loadSqlParser } from '#sql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../diagnose.ts';
import { catalogFacts } from '../testing/catalog-facts.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let parser: SqlParser;
let database: TestDatabase;
const app = `aksara_lint_app_${process.pid}`;

beforeAll(async () => {
  parser = await loadSqlParser();
  database = await createTestDatabase('server_lints');
  await database.run(`CREATE ROLE ${app} LOGIN`);
});
afterAll(async () => {
  await database.run(`DROP OWNED BY ${app}; DROP ROLE ${app}`);
  await database.drop();
}, 120_000);

async function fresh(sql: string): Promise<void> {
  await database.run(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; GRANT ALL ON SCHEMA public TO ${app}`);
  await database.run(sql);
}

async function look(rule: string, { role = 'postgres', statisticsAge }: { role?: string; statisticsAge?: string } = {}) {
  const facts = await catalogFacts(database.name, role);
  const counters = statisticsAge === undefined || facts.database === null ? facts : { ...facts, database: { ...facts.database, statisticsAge } };
  const { diagnostics, checks } = diagnose(counters, parser);
  return { findings: diagnostics.filter((diagnostic) => diagnostic.rule === rule), check: checks.find((entry) => entry.rule === rule) };
}

async function remedy(findings: readonly Diagnostic[]): Promise<void> {
  expect(findings).not.toEqual([]);
  for (const { remedy: cure } of findings) {
    const parsed = parser.parse(cure?.sql ?? 'this rule gives no SQL');
    if (!parsed.ok) throw new Error(`${parsed.message}: ${cure?.sql}`);
    for (const { text } of parsed.statements) await database.run(text);
  }
}

describe('lints about roles and the server', () => {
  it('D029: only for the role that owns the table, until it is forced', async () => {
    await fresh(`CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a > 0)`);
    expect((await look('D029', { role: app })).check).toMatchObject({ outcome: 'clean' });
    expect((await look('D029')).check).toMatchObject({ outcome: 'skipped', reason: expect.stringContaining('superuser') });
    await database.run(`ALTER TABLE t OWNER TO ${app}`);
    await remedy((await look('D029', { role: app })).findings);
    expect((await look('D029', { role: app })).check).toMatchObject({ outcome: 'clean' });
  });

  it('D036: until the role, or the database, sets the limits', async () => {
    await fresh('');
    expect((await look('D036')).check).toMatchObject({ outcome: 'skipped' });
    const { findings } = await look('D036', { role: app });
    expect(findings).toMatchObject([{ id: `D036:${app}`, title: expect.stringContaining('idle_in_transaction_session_timeout, lock_timeout, statement_timeout') }]);
    await database.run(`ALTER DATABASE ${database.name} SET lock_timeout = '1s'`);
    expect((await look('D036', { role: app })).findings[0]?.title).not.toContain('lock_timeout');
    await remedy((await look('D036', { role: app })).findings);
    expect((await look('D036', { role: app })).check).toMatchObject({ outcome: 'clean', reason: null });
  });

  it('D038–D040: skipped for a role that may not see the sessions of others, clean for one that may', async () => {
    const limited = await Promise.all(['D038', 'D039', 'D040'].map((rule) => look(rule, { role: app })));
    expect(limited.map(({ check }) => check?.outcome)).toEqual(['skipped', 'skipped', 'skipped']);
    expect((await look('D038')).check).toMatchObject({ outcome: 'clean' });
  });

  it('D013: an index without a scan, when the counters run for long enough', async () => {
    await fresh('CREATE TABLE t (a int, b int); INSERT INTO t SELECT i, i FROM generate_series(1, 100000) i; CREATE INDEX t_b ON t (b); CREATE UNIQUE INDEX t_a ON t (a); SELECT pg_stat_force_next_flush()');
    expect((await look('D013', { statisticsAge: '< 7 days' })).check).toMatchObject({ outcome: 'skipped', reason: expect.stringContaining('1 index without a scan') });
    const { findings } = await look('D013', { statisticsAge: '< 30 days' });
    expect(findings.map(({ id }) => id)).toEqual(['D013:public.t:t_b']);
    await remedy(findings);
    expect((await look('D013', { statisticsAge: '< 30 days' })).check).toMatchObject({ outcome: 'clean' });
  });

  it('D035 and D045: extensions that are old or missing', async ({ skip }) => {
    await fresh('');
    const available = await database.run(`SELECT 1 FROM pg_available_extension_versions WHERE (name, version) IN (('pg_trgm', '1.3'), ('pg_stat_statements', '1.4'))`);
    if (available.length < 2) skip('this server comes without contrib extensions');
    await database.run(`CREATE EXTENSION pg_trgm VERSION '1.3'`);
    const { findings } = await look('D035');
    expect(findings.map(({ id }) => id)).toEqual(['D035:pg_trgm']);
    await remedy([...findings, ...(await look('D045')).findings]);
    expect([(await look('D035')).check?.outcome, (await look('D045')).check?.outcome]).toEqual(['clean', 'clean']);
  });

  it('D046: names that need quotes, gone when they are renamed', async () => {
    await fresh('CREATE TABLE plain (a int)');
    expect((await look('D046')).check).toMatchObject({ outcome: 'clean' });
    await fresh('CREATE TABLE "order" (a int); CREATE TABLE "Line" (a int); CREATE VIEW "Total" AS SELECT 1 AS a');
    expect((await look('D046')).findings.map(({ id }) => id)).toEqual(['D046:public', 'D046:public.order']);
    await database.run('ALTER TABLE "order" RENAME TO orders; ALTER TABLE "Line" RENAME TO lines; ALTER VIEW "Total" RENAME TO totals');
    expect((await look('D046')).check).toMatchObject({ outcome: 'clean' });
  });
});
