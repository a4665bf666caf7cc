import type { Skipped } from '#contract';
import { quoteIdentifier } from '../database-failure.ts';
import type { Query } from '../database.ts';
import { SQL_STATE, StatementError } from '../statement-error.ts';

export interface Part {
  /** Such as `models.policies`, as it stands in `skipped`. */
  readonly name: string;
  readonly sql: string;
  /** Relations and functions (with their argument types) it needs the right to read. */
  readonly needs: readonly string[];
}

export interface PartReader {
  /** Rows, or null when the server refused; then `skipped` has one more entry. */
  read<Row>(part: Part): Promise<Row[] | null>;
  /** For what the rest makes no sense without: throws `StatementError` when the server refuses. */
  require<Row>(part: Part): Promise<Row[]>;
  readonly skipped: readonly Skipped[];
}

/**
 * Reads parts of the catalog in one transaction. Each begins by going back to the same savepoint, which undoes the failure of the
 * one before, and otherwise only gives back the locks it took. Sent together: no round trip more than without it.
 */
export function createPartReader(query: Query, role: string): PartReader {
  const skipped: Skipped[] = [];
  let savepoint = 'SAVEPOINT part';

  function require<Row>({ sql }: Part): Promise<Row[]> {
    const rows = query<Row>(`${savepoint}; ${sql}`);
    savepoint = 'ROLLBACK TO SAVEPOINT part';
    return rows;
  }
  async function read<Row>(part: Part): Promise<Row[] | null> {
    try {
      return await require<Row>(part);
    } catch (error) {
      if (!(error instanceof StatementError) || isTorn(error)) throw error;
      skipped.push(describeSkipped(part, error, role));
      return null;
    }
  }
  return { read, require, skipped };
}

/** A catalog row went away between two statements: the whole reading has to begin again. */
export function isTorn(error: unknown): boolean {
  return error instanceof StatementError && error.sqlState === SQL_STATE.internalError;
}

function describeSkipped({ name, needs }: Part, error: StatementError, role: string): Skipped {
  switch (error.sqlState) {
    case SQL_STATE.insufficientPrivilege:
      return { part: name, reason: `Role "${role}" may not read it: ${error.message}`, remedy: grantFor(needs, error.message, role) };
    case SQL_STATE.queryCanceled:
      return { part: name, reason: 'It took longer than allowed and was cancelled.', remedy: 'Refresh when the server is less busy.' };
    case SQL_STATE.lockNotAvailable:
      return {
        part: name,
        reason: `Another session holds a lock on it: ${error.message}`,
        remedy: 'Refresh after the migration or maintenance that holds the lock has ended.',
      };
    default:
      return { part: name, reason: `The server refused: ${error.message} (SQLSTATE ${error.sqlState})`, remedy: error.hint };
  }
}

/** For what the message names, else for everything the part needs. */
function grantFor(needs: readonly string[], message: string, role: string): string {
  const named = needs.filter((need) => message.includes(need.split('(')[0] ?? need));
  const grantee = quoteIdentifier(role);
  return (named.length > 0 ? named : needs)
    .map((need) => `GRANT ${need.includes('(') ? 'EXECUTE ON FUNCTION' : 'SELECT ON'} pg_catalog.${need} TO ${grantee};`)
    .join(' ');
}
