import type { ReadOptions } from './database.ts';
import { DEFAULT_STATEMENT_TIMEOUT_MS } from './database.ts';

/**
 * Settings under which the same database gives the same text whatever the role, the database or the client configured.
 * `standard_conforming_strings` also keeps the server's idea of where a string ends equal to our parser's.
 */
const DETERMINISTIC_SETTINGS = [
  `timezone = 'UTC'`,
  `datestyle = 'ISO, MDY'`,
  `intervalstyle = 'iso_8601'`,
  'extra_float_digits = 1',
  `bytea_output = 'hex'`,
  'quote_all_identifiers = off',
  'standard_conforming_strings = on',
  'lock_timeout = 500',
  'idle_in_transaction_session_timeout = 10000',
] as const;

/** Opens the transaction of one read; everything is LOCAL, so that nothing is left behind in a pooled session. */
export function beginRead(options: ReadOptions, mode: 'READ ONLY' | 'READ WRITE' = 'READ ONLY'): string {
  const settings = [`statement_timeout = ${statementTimeout(options)}`, ...DETERMINISTIC_SETTINGS];
  if (options.searchPath !== 'role') settings.push(`search_path = ''`);
  return [`BEGIN ISOLATION LEVEL REPEATABLE READ ${mode}`, ...settings.map((setting) => `SET LOCAL ${setting}`)].join('; ');
}

export function statementTimeout({ timeoutMs }: ReadOptions): number {
  return Math.max(1, Math.round(timeoutMs ?? DEFAULT_STATEMENT_TIMEOUT_MS));
}
