import { Client } from 'pg';

export type PostgresForTests = { found: true; url: string; version: string } | { found: false; reason: string };

/**
 * The native PostgreSQL that the tests may use: DATABASE_URL, else 127.0.0.1:5432 when it answers. Its role must be able to create
 * databases, because every test makes and drops its own.
 */
export async function findPostgres(): Promise<PostgresForTests> {
  const url = process.env['DATABASE_URL'] ?? localUrl();
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000, query_timeout: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; can_create: boolean }>(
      `select current_setting('server_version') as version, rolsuper or rolcreatedb as can_create
         from pg_roles where rolname = current_user`,
    );
    const row = rows[0];
    if (!row?.can_create) return { found: false, reason: `${withoutPassword(url)}: this role may not create databases` };
    return { found: true, url, version: row.version };
  } catch (error) {
    return { found: false, reason: `${withoutPassword(url)}: ${error instanceof Error ? error.message : String(error)}` };
  } finally {
    await client.end().catch(() => undefined); // never connected: nothing to end
  }
}

function localUrl(): string {
  const url = new URL('postgres://127.0.0.1:5432/postgres');
  url.username = process.env['PGUSER'] ?? 'postgres';
  url.password = process.env['PGPASSWORD'] ?? '';
  return url.href;
}

function withoutPassword(text: string): string {
  return text.replace(/\/\/[^@/]*@/, '//');
}
