import { crc32 } from 'node:zlib';
import type { Query } from '../../../database/database.ts';
import { fileName, type MigrationDraft } from '../migration-draft.ts';
import { naturalOrder } from '../natural-order.ts';
import { type HistoryTable, readHistoryRows } from './history-table.ts';
import { keyedLedger, type Ledger, type LedgerEntry } from './ledger.ts';

/** Rows by installation: an undo or a failed run takes the migration back, a baseline stands for all versions up to it. */
export async function readFlywayLedger(query: Query, table: HistoryTable, drafts: readonly MigrationDraft[]): Promise<Ledger> {
  const rows = await readHistoryRows(query, table, {
    columns: ['version', 'type', 'script', 'checksum', 'installed_on', 'success', 'installed_rank'], orderBy: 'installed_rank',
  });
  const entries: LedgerEntry[] = [];
  const notes: string[] = [];
  for (const { version, type, script, checksum, installed_on: appliedAt, success } of rows) {
    const applied = success === 'true' && !/UNDO|DELETE/.test(type ?? '');
    const label = script ?? '';
    if (type === 'BASELINE') entries.push(...baselineEntries(drafts, version ?? '', appliedAt));
    else if (type !== 'SCHEMA') entries.push({ keys: [version === null ? `script ${fileName(label)}` : `version ${bareVersion(version)}`], label, applied, appliedAt, checksum });
    if (success === 'false') notes.push(`${label} failed (${table.label}); repair it with "flyway repair".`);
  }
  return keyedLedger(entries, drafts, { table: table.label, keysOf, isUnchanged: (draft, kept) => flywayChecksum(draft.file.text) === Number(kept), notes });
}

function baselineEntries(drafts: readonly MigrationDraft[], baseline: string, appliedAt: string | null): LedgerEntry[] {
  const covered = drafts.filter(({ version }) => version !== '' && naturalOrder(bareVersion(version), bareVersion(baseline)) <= 0);
  return covered.map((draft) => ({ keys: keysOf(draft), label: draft.name, applied: true, appliedAt, checksum: null }));
}

function keysOf({ version, file }: MigrationDraft): string[] {
  return version === '' ? [`script ${fileName(file.path)}`] : [`version ${bareVersion(version)}`];
}

/** `1.0` and `01` are the version `1` to Flyway. */
function bareVersion(version: string): string {
  return version.split(/[._]/).map((part) => part.replace(/^0+(?=\d)/, '')).join('.').replace(/(\.0)+$/, '');
}

/** Flyway's checksum: CRC-32 over the lines without their ends, as a signed number. */
export function flywayChecksum(text: string): number {
  let checksum = 0;
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) checksum = crc32(line, checksum);
  return Math.trunc(checksum) | 0;
}
