import pg from 'pg';
import { findPostgres } from '../../../scripts/find-postgres.ts';

export interface NativeDatabase {
  readonly url: string;
  run(sql: string): Promise<void>;
  drop(): Promise<void>;
}

/** Makes a database of its own on the native PostgreSQL, or answers why there is none; `REQUIRE_POSTGRES=1` makes that a failure. */
export async function findNativePostgres(): Promise<{ create(area: string, sql: string): Promise<NativeDatabase> } | { reason: string }> {
  const found = await findPostgres();
  if (found.found) return { create: (area, sql) => create(found.url, `aksara_${area}_${process.pid}`, sql) };
  if (process.env['REQUIRE_POSTGRES'] === '1') throw new Error(`PostgreSQL is required: ${found.reason}`);
  process.stderr.write(`skipped, no native PostgreSQL: ${found.reason}\n`);
  return { reason: found.reason };
}

async function create(server: string, name: string, sql: string): Promise<NativeDatabase> {
  const url = new URL(server);
  url.pathname = `/${name}`;
  await execute(server, `CREATE DATABASE ${name}`);
  await execute(url.href, sql);
  return { url: url.href, run: (text) => execute(url.href, text), drop: () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
