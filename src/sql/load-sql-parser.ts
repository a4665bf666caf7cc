import type { SqlParser } from '#contract';
import { createSqlParser } from './sql-parser.ts';
import { startEngine } from './wasm-engine.ts';

export interface SqlParserOptions {
  /** Address of `libpg-query.wasm` in a browser; the build's own asset by default. Node reads it from node_modules. */
  readonly wasmUrl?: string;
}

let loaded: Promise<SqlParser> | null = null;

/**
 * PostgreSQL's own parser. The WASM (1.7 MB) is loaded by the first call and shared by all later ones; a load that failed is
 * tried again by the next call.
 * @throws when the WASM cannot be fetched or compiled.
 */
export function loadSqlParser(options: SqlParserOptions = {}): Promise<SqlParser> {
  loaded ??= load(options).catch((cause: unknown) => {
    loaded = null;
    throw new Error('The SQL parser (libpg-query.wasm) could not be loaded.', { cause });
  });
  return loaded;
}

async function load(options: SqlParserOptions): Promise<SqlParser> {
  const start = () => startEngine(options.wasmUrl);
  return createSqlParser(await start(), start);
}
