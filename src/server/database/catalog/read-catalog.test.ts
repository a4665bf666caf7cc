import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { modelSchema } from '#contract';
import { HOSTILE_COLUMN, HOSTILE_TABLE, librarySchema } from '../testing/library-schema.ts';
import { stableFacts } from '../testing/stable-facts.ts';
import { administer, testEngines, uniqueName, type TestDatabase } from '../testing/test-databases.ts';
import { readCatalog, type Catalog } from './read-catalog.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });
const reader = uniqueName('reader');

describe.each(await testEngines())('the catalog on $name', ({ name, missing, open }) => {
  let test: TestDatabase;
  let catalog: Catalog;
  const model = (id: string) => {
    const found = catalog.models.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`no model ${id}`);
    return found;
  };

  beforeAll(async () => {
    if (missing !== null) return;
    if (name === 'PostgreSQL') await administer(`CREATE ROLE ${reader} LOGIN`);
    const before = name === 'PostgreSQL' ? '' : `CREATE ROLE ${reader}; CREATE EXTENSION pg_stat_statements;`;
    test = await open(before + librarySchema(reader));
    catalog = await readCatalog(test.db);
  });
  afterAll(async () => {
    await test?.close();
    if (missing === null && name === 'PostgreSQL') await administer(`DROP ROLE ${reader}`);
  });

  it.skipIf(missing !== null)('tells every fact of every model, the same on each engine', async () => {
    const facts = catalog.models.map((found) => stableFacts(found, { reader }));
    await expect(`${JSON.stringify(facts, null, 1)}\n`).toMatchFileSnapshot('__goldens__/library.json');
    expect(catalog.skipped).toEqual([]);
  });

  it.skipIf(missing !== null)('fits the contract', () => {
    for (const found of catalog.models) expect(modelSchema.parse(found)).toEqual(found);
  });

  it.skipIf(missing !== null)('leaves out system schemas and what an extension owns', () => {
    expect(catalog.models.map(({ schema }) => schema).filter((schema) => schema !== 'lib')).toEqual(['Odd "schema"']);
    expect(catalog.database.schemas).toEqual(['Odd "schema"', 'lib', 'public']);
  });

  it.skipIf(missing !== null)('keeps hostile names as they are and quotes them in definitions', () => {
    const hostile = model(`Odd "schema".${HOSTILE_TABLE}`);
    expect(hostile.columns.map((column) => column.name)).toEqual([HOSTILE_COLUMN, 'select']);
    expect(hostile.primaryKey?.columns).toEqual([HOSTILE_COLUMN]);
  });

  it.skipIf(missing !== null)('puts index definitions together as the server prints them', async () => {
    const rows = await test.db.read((query) =>
      query<{ name: string; definition: string }>(
        `SELECT c.relname AS name, pg_get_indexdef(c.oid) AS definition FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE c.relkind IN ('i', 'I') AND n.nspname NOT LIKE 'pg\\_%'`,
      ),
    );
    const told = catalog.models.flatMap((found) => found.indexes.map(({ name: index, definition }) => ({ name: index, definition })));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(told.toSorted(byName)).toEqual(rows.toSorted(byName));
  });

  it.skipIf(missing !== null)('measures tables, indexes and toast, and sums partitions', () => {
    const members = model('lib.members');
    const indexBytes = members.indexes.reduce((total, index) => total + (index.sizeBytes ?? 0), 0);
    expect(members.size?.table).toBeGreaterThan(0);
    expect(members.size).toEqual({ table: members.size?.table, indexes: indexBytes, toast: 8192, total: (members.size?.table ?? 0) + indexBytes + 8192 });
    const partitions = [model('lib.visits_2024'), model('lib.visits_rest')];
    expect(model('lib.visits').size?.total).toBe(partitions.reduce((total, { size }) => total + (size?.total ?? 0), 0));
    expect(model('lib.visits').rowEstimate).toBe(60);
    expect(model('lib.open_loans').size).toBeNull();
  });

  it.skipIf(missing !== null)('tells server, sequences and functions that run with their owner\'s rights', () => {
    const { versionNumber, version, role, superuser, sequences, definerFunctions, domains, sizeBytes } = catalog.database;
    expect({ role, superuser, major: Math.floor(versionNumber / 10_000) }).toEqual({
      role: 'postgres', superuser: true, major: Number(version.split('.')[0]),
    });
    expect(sizeBytes).toBeGreaterThan(1_000_000);
    expect(sequences.map(({ id, lastValue, ownedBy, ownerType, cycles }) => ({ id, lastValue, ownedBy, ownerType, cycles }))).toEqual([
      { id: 'lib.books_id_seq', lastValue: 40, ownedBy: 'lib.books.id', ownerType: 'integer', cycles: false },
      { id: 'lib.members_id_seq', lastValue: 40, ownedBy: 'lib.members.id', ownerType: 'bigint', cycles: false },
      { id: 'lib.tickets', lastValue: 6, ownedBy: null, ownerType: null, cycles: true },
    ]);
    expect(domains).toEqual([
      { type: 'lib.email', baseType: 'text', notNull: false, default: null, checks: ["CHECK ((VALUE ~~ '%@%'::text))"] },
      { type: 'lib.loan_state_known', baseType: 'lib.loan_state', notNull: true, default: null, checks: [] },
    ]);
    expect(definerFunctions).toEqual([
      { id: 'lib.audit()', owner: 'postgres', searchPathFixed: true, publicExecute: false },
      { id: 'lib.purge(days integer, VARIADIC names text[])', owner: 'postgres', searchPathFixed: false, publicExecute: true },
    ]);
  });

  it.skipIf(missing !== null)('reads the same facts twice', async () => {
    const again = await readCatalog(test.db);
    expect(again.models.map((found) => stableFacts(found, { reader }))).toEqual(catalog.models.map((found) => stableFacts(found, { reader })));
  });
});
