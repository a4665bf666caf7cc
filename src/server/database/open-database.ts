import type { Database } from './database.ts';
import { openPglite } from './drivers/pglite.ts';
import { openPostgresql } from './drivers/postgresql.ts';
import type { PostgresqlOptions } from './drivers/postgresql-config.ts';
import { findSampleDatabase } from './sample-database.ts';

/** Connects at the first read. Throws INVALID_REQUEST when the text is no PostgreSQL URL. */
export function openDatabase(options: PostgresqlOptions): Database {
  return openPostgresql(options);
}

/** The embedded sample project's database; opened at the first read. */
export function openSampleDatabase(): Database {
  return openPglite(findSampleDatabase());
}
