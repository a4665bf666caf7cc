import { Client } from 'pg';
import type { Database } from '../database.ts';
import { openPglite } from '../drivers/pglite.ts';
import { openPostgresql } from '../drivers/postgresql.ts';

/** A database of one test file: filled by SQL, read through the port, gone at the end. */
export interface TestDatabase {
  readonly db: Database;
  close(): Promise<void>;
}

/** On a server there are more sessions than the port's. */
export interface ServerDatabase extends TestDatabase {
  readonly url: string;
  /** The same database for another role, or after its settings were changed. */
  connectAs(role: string): Database;
  /** Runs SQL outside the port, as the owner. */
  execute(sql: string): Promise<unknown>;
}

export interface TestEngine {
  readonly name: string;
  /** Why it cannot take part, or null. */
  readonly missing: string | null;
  open(setUp: string): Promise<TestDatabase>;
}

const SERVER = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** PGlite always; native PostgreSQL when TEST_DATABASE_URL (or 127.0.0.1:5432) answers. With REQUIRE_POSTGRES=1 its absence is an error. */
export async function testEngines(): Promise<[pglite: TestEngine, postgresql: TestEngine]> {
  const missing = await whyNoServer();
  return [
    { name: 'PGlite', missing: null, open: openEmbedded },
    { name: 'PostgreSQL', missing, open: openOnServer },
  ];
}

/** Unique on a server that other test processes use as well. */
export function uniqueName(purpose: string): string {
  counter += 1;
  return `aksara_${purpose}_${process.pid}_${counter}`;
}
let counter = 0;

/** Null when the native server answers; its absence is an error with REQUIRE_POSTGRES=1, else said on stderr. */
export async function whyNoServer(): Promise<string | null> {
  try {
    await administer('SELECT 1');
    return null;
  } catch (error) {
    const reason = `No server answers at ${SERVER.replace(/\/\/[^@/]*@/, '//')}: ${error instanceof Error ? error.message : String(error)}`;
    if (process.env['REQUIRE_POSTGRES'] === '1') throw new Error(reason, { cause: error });
    process.stderr.write(`Skipped: tests on native PostgreSQL. ${reason}\n`);
    return reason;
  }
}

async function openEmbedded(setUp: string): Promise<TestDatabase> {
  const db = openPglite({ scripts: [setUp], extensions: ['pg_stat_statements'] });
  await db.read((query) => query('SELECT 1')); // starts it, which takes seconds
  return { db, close: () => db.close() };
}

/** Makes a database of its own on the native server and runs `setUp` in it. */
export async function openOnServer(setUp: string): Promise<ServerDatabase> {
  const name = uniqueName('database');
  await administer(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  const owner = new Client({ connectionString: url.href });
  await owner.connect();
  await owner.query(setUp);
  const db = openPostgresql({ url: url.href });
  const opened = [db];
  return {
    db,
    connectAs(role) {
      const other = new URL(url);
      other.username = role;
      other.password = '';
      const connection = openPostgresql({ url: other.href });
      opened.push(connection);
      return connection;
    },
    execute: (sql) => owner.query(sql),
    url: url.href,
    async close() {
      await Promise.all(opened.map((connection) => connection.close()));
      await owner.end();
      await administer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** Runs one statement in the server's own database, as its test role. */
export async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: SERVER, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
