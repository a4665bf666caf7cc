import { PGlite } from '@electric-sql/pglite';
import { pg_stat_statements } from '@electric-sql/pglite/contrib/pg_stat_statements';
import { expect, it } from 'vitest';
import { shutDownPglite } from './shut-down-pglite.ts';

const extensions = { pg_stat_statements };

it('keeps the counters of statements and the use of indexes in the dump', async () => {
  const database = await PGlite.create({ extensions });
  await database.exec('CREATE EXTENSION pg_stat_statements; CREATE TABLE items (id int PRIMARY KEY); SET enable_seqscan = off');
  for (let id = 0; id < 5; id += 1) await database.query('SELECT id FROM items WHERE id = $1', [id]);
  await shutDownPglite(database);
  const reopened = await PGlite.create({ extensions, loadDataDir: await database.dumpDataDir('none') });

  const statements = await reopened.query("SELECT calls FROM pg_stat_statements WHERE query = 'SELECT id FROM items WHERE id = $1'");
  expect(statements.rows).toEqual([{ calls: 5 }]);
  const indexes = await reopened.query("SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'items_pkey'");
  expect(indexes.rows).toEqual([{ idx_scan: 5 }]);
  await reopened.close();
}, 120_000);
