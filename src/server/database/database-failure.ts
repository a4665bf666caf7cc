import { FlowError, type ErrorCode } from '#contract';
import { SQL_STATE, StatementError } from './statement-error.ts';

/** Where a connection goes; everything a message may say about it. */
export interface ConnectionTarget {
  readonly host: string;
  /** Null: embedded, there is no address. */
  readonly port: number | null;
  readonly database: string;
  readonly role: string;
}

interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
}

export function describeTarget(target: ConnectionTarget): string {
  if (target.port === null) return 'the embedded database';
  return `database "${target.database}" on ${addressOf(target)} as role "${target.role}"`;
}

function addressOf({ host, port }: ConnectionTarget): string {
  return port === null ? host : `${host}:${port}`;
}

/** Any error of a driver as a `FlowError` that says what failed, on which database, and what to do next. `FlowError`s pass. */
export function toDatabaseFailure(error: unknown, target: ConnectionTarget): FlowError {
  if (FlowError.isInstance(error)) return error;
  const failure = describeFailure(error, target);
  return new FlowError(failure.code, failure.message, { remedy: failure.remedy, cause: error });
}

/** True when the connection is of no more use after this error. */
export function isConnectionLoss(error: unknown): boolean {
  if (error instanceof StatementError) return LOST_STATES.has(error.sqlState) || (error.sqlState.startsWith('08') && error.sqlState !== '08P01');
  const code = errorCode(error);
  return SOCKET_CODES.has(code) || /^Connection terminated|^Client has encountered a connection error/.test(errorMessage(error));
}

const LOST_STATES: ReadonlySet<string> = new Set([
  SQL_STATE.adminShutdown, SQL_STATE.crashShutdown, SQL_STATE.cannotConnectNow, SQL_STATE.idleInTransactionTimeout,
]);
const SOCKET_CODES: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN']);
const TLS_CODES = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS|ERR_SSL|EPROTO$|ERR_OSSL)/;

function describeFailure(error: unknown, target: ConnectionTarget): Failure {
  if (error instanceof StatementError) return describeStatementFailure(error, target);
  return describeSocketFailure(error, target);
}

function describeSocketFailure(error: unknown, target: ConnectionTarget): Failure {
  const code = errorCode(error);
  const message = errorMessage(error);
  const address = addressOf(target);
  if (code === 'ECONNREFUSED' || (code === 'ENOENT' && /connect/.test(message))) {
    return unreachable(`No PostgreSQL server answers at ${address} (connection refused).`, 'Start the server, or correct host and port in the database URL.');
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return unreachable(`The host name "${target.host}" of the database URL is not known (${code}).`, 'Correct the host name, or check the network and DNS.');
  }
  if (TLS_CODES.test(code) || /SSL|certificate/i.test(message)) {
    return unreachable(
      `The encrypted connection to ${address} failed: ${message}.`,
      'Set sslmode in the database URL to what the server offers: disable, require, or verify-full with sslrootcert=FILE.',
    );
  }
  if (/^timeout e|connection timeout|timeout exceeded when trying to connect/i.test(message)) {
    return unreachable(`${address} did not answer in time.`, 'Check host, port, firewall and VPN, then try again.');
  }
  if (/password must be a string|client password/i.test(message)) return authenticationFailed(target, 'the server asks for a password and the URL has none');
  if (/Query read timeout/.test(message)) return timedOut(target);
  if (isConnectionLoss(error)) return connectionCut(target);
  return { code: 'DATABASE_ERROR', message: `Reading ${describeTarget(target)} failed: ${message}`, remedy: 'Try again; if it stays, look into the server log.' };
}

function describeStatementFailure(error: StatementError, target: ConnectionTarget): Failure {
  switch (error.sqlState) {
    case SQL_STATE.invalidPassword:
      return authenticationFailed(target, 'the password is wrong or missing');
    case SQL_STATE.invalidAuthorization:
      return authenticationFailed(target, error.message);
    case SQL_STATE.unknownDatabase:
      return unreachable(
        `The server at ${addressOf(target)} has no database "${target.database}".`,
        'Correct the database name in the URL; psql -l lists the names.',
      );
    case SQL_STATE.insufficientPrivilege:
      return {
        code: 'DATABASE_PERMISSION_DENIED',
        message: `Role "${target.role}" may not read what was asked of database "${target.database}": ${error.message}`,
        remedy: `Ask the owner for the right, such as GRANT SELECT ON … TO ${quoteIdentifier(target.role)};`,
      };
    case SQL_STATE.queryCanceled:
      return timedOut(target);
    case SQL_STATE.lockNotAvailable:
      return {
        code: 'DATABASE_TIMEOUT',
        message: `Another session holds a lock on what was asked of database "${target.database}": ${error.message}`,
        remedy: 'Wait until the migration or maintenance that holds it has ended, then refresh.',
      };
    case SQL_STATE.tooManyConnections:
      return unreachable(`The server at ${addressOf(target)} has no free connection: ${error.message}`, 'Close idle clients or raise max_connections, then try again.');
    default:
      if (isConnectionLoss(error)) return connectionCut(target, error.message);
      return {
        code: 'DATABASE_ERROR',
        message: `Reading ${describeTarget(target)} failed: ${error.message} (SQLSTATE ${error.sqlState})`,
        remedy: error.hint ?? 'Try again; if it stays, look into the server log.',
      };
  }
}

function unreachable(message: string, remedy: string): Failure {
  return { code: 'DATABASE_UNREACHABLE', message, remedy };
}

function authenticationFailed(target: ConnectionTarget, reason: string): Failure {
  return {
    code: 'DATABASE_AUTH_FAILED',
    message: `${addressOf(target)} refused role "${target.role}" for database "${target.database}": ${reason}.`,
    remedy: 'Correct role and password in the database URL (or PGPASSWORD); pg_hba.conf must let this role in, and sslmode must be what it asks for.',
  };
}

function connectionCut(target: ConnectionTarget, reason = 'the server closed it'): Failure {
  return unreachable(
    `The connection to ${describeTarget(target)} was cut while reading (${reason}).`,
    'Check that the server runs, then refresh: the next read connects again.',
  );
}

function timedOut(target: ConnectionTarget): Failure {
  return {
    code: 'DATABASE_TIMEOUT',
    message: `A statement on ${describeTarget(target)} took longer than allowed and was cancelled.`,
    remedy: 'Try again when the server is less busy, or make the statement cheaper.',
  };
}

/** An identifier as it must stand in SQL; always quoted, so that no word list is needed. */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

function errorMessage(error: unknown): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message;
  return error instanceof Error ? error.message : String(error);
}
