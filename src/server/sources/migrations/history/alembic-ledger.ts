import type { Query } from '../../../database/database.ts';
import { DEFAULT_APP, type MigrationDraft } from '../migration-draft.ts';
import { type HistoryTable, readHistoryRows } from './history-table.ts';
import { type Ledger, PENDING } from './ledger.ts';

/** Alembic keeps only the heads it reached: those and all they follow are applied. When is not kept. */
export async function readAlembicLedger(query: Query, table: HistoryTable, drafts: readonly MigrationDraft[]): Promise<Ledger> {
  const rows = await readHistoryRows(query, table, { columns: ['version_num'], orderBy: 'version_num' });
  const heads = rows.flatMap(({ version_num }) => version_num ?? []);
  const byId = new Map(drafts.map((draft) => [`${DEFAULT_APP}/${draft.name}`, draft]));
  const waiting = drafts.filter(({ version }) => heads.includes(version));
  const applied = new Set<MigrationDraft>();
  for (let draft = waiting.pop(); draft; draft = waiting.pop()) {
    if (applied.has(draft)) continue;
    applied.add(draft);
    for (const id of draft.dependsOn) waiting.push(...[byId.get(id) ?? []].flat());
  }
  const missing = heads.filter((head) => !drafts.some(({ version }) => version === head));
  return {
    stateOf: (draft) => (applied.has(draft) ? { state: 'applied', appliedAt: null, checksum: 'unknown' } : PENDING),
    notes: missing.map((head) => `The database is at revision ${head} (${table.label}), of which there is no file here.`),
  };
}
