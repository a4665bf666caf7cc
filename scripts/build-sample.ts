// Makes the sample project's database.
//   npx tsx scripts/build-sample.ts [--out FILE]           the embedded one, as a tarball (default dist/sample/sample-db.tar.gz;
//                                                          without .gz uncompressed: five times the size, opens somewhat sooner)
//   npx tsx scripts/build-sample.ts --database-url URL     the same rows in an empty PostgreSQL database
//   npx tsx scripts/build-sample.ts --write-schema         schema.sql anew, from base.sql and the applied migrations
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { composeSchema, loadSample, sampleFiles } from '../src/sample/index.ts';
import { makeSampleTarball } from './sample-tarball.ts';

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'dist/sample/sample-db.tar.gz' },
    'database-url': { type: 'string' },
    'write-schema': { type: 'boolean', default: false },
  },
});
const started = performance.now();

if (values['write-schema']) writeFileSync(sampleFiles().schema, composeSchema());
else if (values['database-url']) await fillDatabase(values['database-url']);
else await writeTarball(values.out);
process.exit(0); // a PGlite that was shut down keeps the process alive

async function writeTarball(file: string): Promise<void> {
  const tarball = await makeSampleTarball(file.endsWith('.gz') ? 'gzip' : 'none');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, new Uint8Array(await tarball.arrayBuffer()));
  console.log(`Sample database: ${file}, ${(tarball.size / 2 ** 20).toFixed(1)} MiB in ${elapsed()}`);
}

async function fillDatabase(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query<{ relation: string }>(
    `SELECT c.oid::regclass::text AS relation FROM pg_class AS c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') ORDER BY 1 LIMIT 1`,
  );
  if (rows[0]) throw new Error(`The database is not empty: it holds ${rows[0].relation}. Give the address of a new one.`);
  await loadSample((sql) => client.query(sql));
  await client.query('VACUUM ANALYZE');
  await client.end();
  console.log(`Sample loaded in ${elapsed()}`);
}

function elapsed(): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
