import type { Skipped } from '#contract';
import type { Database } from '../database.ts';
import { createPartReader, type PartReader } from './part-reader.ts';
import type { CatalogOptions } from './read-catalog.ts';
import type { DatabaseParts } from './catalog-parts.ts';
import { lastValuesSql, type LastValueRow, type SequenceRow } from './sequence.sql.ts';

/** A lock is held for each until the transaction ends, and the server has room for some thousands in all. */
const SEQUENCES_PER_TRANSACTION = 1_000;

/** Last values of the first sequences, in the running transaction. */
export async function readFirstLastValues(reader: PartReader, sequences: readonly SequenceRow[]): Promise<LastValueRow[]> {
  return readBatch(reader, measured(sequences).slice(0, SEQUENCES_PER_TRANSACTION));
}

/** Last values of the others, each thousand in a transaction of its own. */
export async function readLastValues(
  db: Database,
  { server, sequences }: Pick<DatabaseParts, 'server' | 'sequences'>,
  options: CatalogOptions,
): Promise<{ rows: LastValueRow[]; skipped: Skipped[] }> {
  const rows: LastValueRow[] = [];
  const skipped: Skipped[] = [];
  const all = measured(sequences);
  for (let start = SEQUENCES_PER_TRANSACTION; start < all.length; start += SEQUENCES_PER_TRANSACTION) {
    await db.read(async (query) => {
      const reader = createPartReader(query, server.role);
      rows.push(...(await readBatch(reader, all.slice(start, start + SEQUENCES_PER_TRANSACTION))));
      skipped.push(...reader.skipped);
    }, options);
  }
  return { rows, skipped };
}

/** Reading one opens it, which adds up: among thousands, those that count to 2^63 are left out, since no table gets there. */
function measured(sequences: readonly SequenceRow[]): SequenceRow[] {
  const readable = sequences.filter((row) => row.readable);
  if (readable.length <= SEQUENCES_PER_TRANSACTION) return readable;
  return readable.filter((row) => Math.abs(row.max_value) < Number.MAX_SAFE_INTEGER);
}

async function readBatch(reader: PartReader, sequences: readonly SequenceRow[]): Promise<LastValueRow[]> {
  if (sequences.length === 0) return [];
  const sql = lastValuesSql(sequences.map((row) => row.oid));
  return (await reader.read<LastValueRow>({ name: 'database.sequences', sql, needs: ['pg_sequence_last_value(regclass)'] })) ?? [];
}
