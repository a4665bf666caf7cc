import { findPostgres } from '../find-postgres.ts';
import type { Benchmark, Measurement } from './measurement.ts';
import { median, milliseconds } from './measurement.ts';
import { builtCommand, timeInTurns } from './processes.ts';
import { withTables } from './scratch-database.ts';

const TABLES = 50;
const ROUNDS = 10;
const TARGET_MS = 250;

/** A flow as one command: start, read the catalog of 50 tables on PostgreSQL, build, print. */
export const databaseFlow: Benchmark = { name: 'database-flow', measure };

async function measure(): Promise<readonly Measurement[] | { skipped: string }> {
  const postgres = await findPostgres();
  if (!postgres.found) return { skipped: `no PostgreSQL (${postgres.reason})` };
  return withTables(postgres.url, TABLES, (url) => {
    const flow = [builtCommand, 'ai', 'flows', 'model', 'table_7', '--action', 'explain_model', '--database-url', url];
    const [empty = Number.NaN, built = Number.NaN] = timeInTurns([['-e', '0'], flow], ROUNDS).map(median);
    const more = built - empty;
    return [
      {
        what: `aksara ai flows model, ${TABLES} tables`,
        value: milliseconds(built),
        baseline: `node -e 0: ${milliseconds(empty)}`,
        ratio: built / empty,
        target: `+ ${TARGET_MS} ms (is + ${more.toFixed(0)} ms)`,
        holds: more <= TARGET_MS,
      },
    ];
  });
}
