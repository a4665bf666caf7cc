import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Model } from '#contract';
import { librarySchema } from '../testing/library-schema.ts';
import { stableFacts } from '../testing/stable-facts.ts';
import { administer, openOnServer, uniqueName, whyNoServer, type ServerDatabase } from '../testing/test-databases.ts';
import { readCatalogChecksum } from './catalog-checksum.ts';
import { readCatalog } from './read-catalog.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
const missing = await whyNoServer();
const reader = uniqueName('reader');

describe.skipIf(missing !== null)('the catalog of a server', () => {
  let server: ServerDatabase;
  beforeAll(async () => {
    await administer(`CREATE ROLE ${reader} LOGIN`);
    server = await openOnServer(librarySchema(reader));
  });
  afterAll(async () => {
    await server.close();
    await administer(`DROP ROLE ${reader}`);
  });

  it('is the same text whatever the database sets for its sessions', async () => {
    const expected = await readCatalog(server.db);
    const name = new URL(server.url).pathname.slice(1);
    const settings = ["timezone = 'Asia/Tokyo'", "datestyle = 'German'", "intervalstyle = 'postgres_verbose'", 'quote_all_identifiers = on', 'search_path = lib', 'extra_float_digits = -5', "bytea_output = 'escape'", 'standard_conforming_strings = off'];
    for (const setting of settings) await server.execute(`ALTER DATABASE ${name} SET ${setting}`);
    const actual = await readCatalog(server.connectAs('postgres'));
    await server.execute(`ALTER DATABASE ${name} RESET ALL`);
    const facts = (models: readonly Model[]) => models.map((model) => stableFacts(model, { reader }));
    expect(facts(actual.models)).toEqual(facts(expected.models));
  });

  it('shows a role without rights everything but statistics, and names the GRANT', async () => {
    const { models, skipped } = await readCatalog(server.connectAs(reader));
    const owner = await readCatalog(server.db);
    expect(models.map(({ id }) => id)).toEqual(owner.models.map(({ id }) => id));
    expect(models.find(({ id }) => id === 'lib.members')?.columns[0]?.nullFraction).toBeNull();
    expect(skipped).toEqual([
      { part: 'database.sessions', reason: `Role "${reader}" may not see what sessions of other roles do.`, remedy: `GRANT pg_read_all_stats TO "${reader}";` },
      {
        part: 'models.statistics',
        reason: `Role "${reader}" may not select from Odd "schema".${models[0]?.name} and 8 more: their column statistics were not read.`,
        remedy: expect.stringMatching(new RegExp(`^GRANT .* TO "${reader}";$`)),
      },
    ]);
  });

  it('goes on without a catalog the role may not read', async () => {
    await server.execute('REVOKE SELECT ON pg_catalog.pg_policy, pg_catalog.pg_stats FROM PUBLIC; REVOKE EXECUTE ON FUNCTION pg_catalog.pg_table_size FROM PUBLIC');
    const { models, skipped } = await readCatalog(server.connectAs(reader));
    await server.execute('GRANT SELECT ON pg_catalog.pg_policy, pg_catalog.pg_stats TO PUBLIC; GRANT EXECUTE ON FUNCTION pg_catalog.pg_table_size TO PUBLIC');
    const loans = models.find(({ id }) => id === 'lib.loans');
    expect(loans).toMatchObject({ policies: [], size: null, primaryKey: { columns: ['id'] }, rowSecurity: { enabled: true } });
    expect(skipped.filter(({ reason }) => reason.startsWith(`Role "${reader}" may not read it: `)).map(({ part, remedy }) => ({ part, remedy }))).toEqual([
      { part: 'models.policies', remedy: `GRANT SELECT ON pg_catalog.pg_policy TO "${reader}";` },
      { part: 'models.sizes', remedy: `GRANT EXECUTE ON FUNCTION pg_catalog.pg_table_size(regclass) TO "${reader}";` },
      { part: 'models.statistics', remedy: `GRANT SELECT ON pg_catalog.pg_stats TO "${reader}";` },
    ]);
  });

  it('does not wait for a table that another session has locked', async () => {
    const migration = new Client({ connectionString: server.url });
    await migration.connect();
    await migration.query('BEGIN; LOCK TABLE lib.loans, lib.open_loans IN ACCESS EXCLUSIVE MODE');
    const { models, skipped } = await readCatalog(server.db).finally(() => migration.end());
    expect(models.find(({ id }) => id === 'lib.loans')).toMatchObject({ size: null, foreignKeys: [{ name: 'loans_book_fk' }, { name: 'loans_member_fk' }] });
    expect(models.find(({ id }) => id === 'lib.books')).toMatchObject({ size: { toast: 8192 }, checks: [{ validated: false }, { definition: 'CHECK ((price >= (0)::numeric))' }] });
    expect(skipped).toEqual([expect.objectContaining({ part: 'models.locked', reason: expect.stringContaining('lib.loans') })]);
  });

  it('has a checksum that changes with the schema and with nothing else', async () => {
    const sum = () => readCatalogChecksum(server.db);
    const first = await sum();
    await server.execute(`INSERT INTO lib.members (email, full_name) VALUES ('new@lib.example', 'New'); CREATE TEMP TABLE scratch (id int)`);
    expect(await sum()).toBe(first);
    const changes = [
      'ALTER TABLE lib.books ADD COLUMN title text', 'CREATE INDEX ON lib.books (title)', "COMMENT ON COLUMN lib.books.title IS 'x'",
      'ALTER TABLE lib.books ALTER title SET DEFAULT 1', 'DROP POLICY no_lost ON lib.loans', "ALTER TYPE lib.loan_state ADD VALUE 'new'",
      'ALTER TABLE lib.loans ENABLE TRIGGER loans_off', 'GRANT SELECT ON lib.books TO PUBLIC', 'CREATE VIEW lib.titles AS SELECT title FROM lib.books',
      'ALTER TABLE lib.books VALIDATE CONSTRAINT books_isbn_digits', 'ALTER TABLE lib.fines RENAME TO penalties', 'DROP TABLE lib.penalties',
    ];
    const sums = new Set([first]);
    for (const change of changes) {
      await server.execute(change);
      sums.add(await sum());
    }
    expect(sums.size).toBe(changes.length + 1);
  });
});
