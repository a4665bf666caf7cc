import { userInfo } from 'node:os';
import { FlowError } from '#contract';
import type { CustomTypesConfig, PoolConfig } from 'pg';
import type { ConnectionTarget } from '../database-failure.ts';
import { isTextual, isNumber } from './value-types.ts';

export interface PostgresqlOptions {
  /** `postgres://role:password@host:port/database?sslmode=…`; parts left out come from PGHOST, PGUSER, … as with libpq. */
  readonly url: string;
  /** Longest wait for a connection, in milliseconds; default 5000. */
  readonly connectTimeoutMs?: number;
}

/** Small: the Studio reads one thing at a time, plus one to cancel with. */
const POOL_SIZE = 3;
const GUARD = '-c default_transaction_read_only=on';

/** `startupOptions` off: for a pooler that refuses them; the transaction is READ ONLY either way. */
export function connectionConfig(
  { url, connectTimeoutMs = 5_000 }: PostgresqlOptions,
  { startupOptions, builtinParser }: { startupOptions: boolean; builtinParser: CustomTypesConfig['getTypeParser'] },
): PoolConfig {
  return {
    connectionString: connectionString(url, startupOptions),
    application_name: 'aksara-studio',
    max: POOL_SIZE,
    connectionTimeoutMillis: connectTimeoutMs,
    idleTimeoutMillis: 30_000,
    allowExitOnIdle: true,
    types: { getTypeParser: parserFrom(builtinParser) },
  };
}

/** Where the URL leads, without its password. Throws INVALID_REQUEST, not repeating the text, which may hold one. */
export function connectionTarget(url: string): ConnectionTarget {
  const parsed = parseUrl(url);
  const { searchParams, pathname } = parsed;
  const role = parsed.username ? decodeURIComponent(parsed.username) : (searchParams.get('user') ?? process.env['PGUSER'] ?? userInfo().username);
  return {
    host: searchParams.get('host') || parsed.hostname.replace(/^\[|\]$/g, '') || process.env['PGHOST'] || 'localhost',
    port: Number(searchParams.get('port') || parsed.port || process.env['PGPORT'] || 5432),
    database: decodeURIComponent(pathname.slice(1)) || process.env['PGDATABASE'] || role,
    role,
  };
}

function parseUrl(url: string): URL {
  try {
    // a URL proper has a host behind a user; PostgreSQL's may leave it to `?host=/socket/folder`
    const parsed = new URL(url.replace('@/', '@localhost/'));
    if (parsed.protocol === 'postgres:' || parsed.protocol === 'postgresql:') return parsed;
  } catch {
    // not a URL: the error of URL would repeat the password
  }
  throw new FlowError('INVALID_REQUEST', 'The database URL is not a PostgreSQL URL.', {
    remedy: 'Write it as postgres://role:password@host:5432/database; percent-encode special characters of the password.',
  });
}

/** `sslmode` means what PostgreSQL's own clients take it to mean; pg alone would read `require` as `verify-full`. */
function connectionString(url: string, startupOptions: boolean): string {
  const parsed = parseUrl(url);
  const extra = new URLSearchParams();
  const mode = parsed.searchParams.get('sslmode');
  if (mode && mode !== 'verify-ca' && !parsed.searchParams.has('uselibpqcompat')) extra.set('uselibpqcompat', 'true');
  if (startupOptions) extra.set('options', `${parsed.searchParams.get('options') ?? ''} ${GUARD}`.trim());
  // URLSearchParams writes a space as "+", which pg's parser reads back as a space
  return [...extra].length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${extra.toString()}`;
}

/** int8 and numeric as numbers (counters, far below 2^53), dates and times as the text the session's settings fix. */
function parserFrom(builtin: CustomTypesConfig['getTypeParser']): CustomTypesConfig['getTypeParser'] {
  return ((oid: number, format?: 'text' | 'binary') => {
    if (isNumber(oid)) return Number;
    if (isTextual(oid)) return String;
    return format === 'binary' ? builtin(oid, 'binary') : builtin(oid, 'text');
  }) as CustomTypesConfig['getTypeParser']; // its overloads cannot be written as one function
}
