import type { PGlite } from '@electric-sql/pglite';

/** Two messages of the frontend protocol: Sync, then Terminate, each with its length. */
const SYNC_TERMINATE = new Uint8Array([0x53, 0, 0, 0, 4, 0x58, 0, 0, 0, 4]);

/**
 * Ends PostgreSQL as its own shutdown would: a checkpoint, and the statistics written to pg_stat/, pg_stat_statements' counters
 * among them. Afterwards only `dumpDataDir` still works. PGlite's own close() exits by the way of a crash, which drops all
 * statistics: it swallows a Terminate message that stands alone, so this one follows a Sync.
 *
 * Throws when the statistics are not there afterwards, because another version of PGlite may end in another way.
 */
export async function shutDownPglite(database: PGlite): Promise<void> {
  await database.query('SELECT pg_stat_force_next_flush()');
  // oxlint-disable-next-line no-underscore-dangle -- the name that Emscripten gives the function
  database.Module._pgl_setPGliteActive(0);
  await database.execProtocolRaw(SYNC_TERMINATE);
  const written: unknown = database.Module.FS.readdir('/pglite/data/pg_stat');
  if (!Array.isArray(written) || !written.includes('pgstat.stat')) {
    throw new Error('PGlite wrote no statistics when it was shut down: does this version end in another way?');
  }
}
