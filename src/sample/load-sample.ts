import { readFileSync } from 'node:fs';
import { sampleFiles } from './sample-files.ts';

/** Runs SQL text of many statements on one session that stays the same. */
export type ExecuteScript = (sql: string) => Promise<unknown>;

/**
 * Fills an empty database (PostgreSQL 13 to 18 or PGlite) with the sample: some seconds, then analyzed. The role needs CREATEROLE;
 * `shop_app` and `shop_support` stay in the cluster when the database is dropped. Throws with the name of the file that failed.
 */
export async function loadSample(execute: ExecuteScript): Promise<void> {
  const { schema, seed } = sampleFiles();
  for (const file of [schema, seed]) {
    await execute(readFileSync(file, 'utf8')).catch((error: unknown) => {
      // not as its cause: some drivers keep the whole script in the error
      throw new Error(`${file} failed: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
}
