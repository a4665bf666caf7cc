import { FlowError, type MigrationTool, type Skipped } from '#contract';
import type { Database, Query } from '../../../database/database.ts';
import type { MigrationDraft } from '../migration-draft.ts';
import { isGenericHistory } from './generic-ledger.ts';
import { findHistoryTables, type HistoryTable } from './history-table.ts';
import type { Ledger } from './ledger.ts';
import { TOOL_HISTORIES, type ToolHistory } from './tool-ledgers.ts';

/** The tool's history, or why there is none to go by. */
export type LedgerReading = { readonly ledger: Ledger } | { readonly ledger: null; readonly skipped: Skipped };

/** Finds and reads the tool's history table in one read-only transaction. Never throws for what the database answers. */
export async function readLedger(database: Database | null, tool: MigrationTool, drafts: readonly MigrationDraft[]): Promise<LedgerReading> {
  if (database === null) return unknown('no database is given to read its history from', 'Give --database-url.');
  try {
    return await database.read((query) => readFrom(query, tool, drafts));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return unknown(`its history cannot be read: ${message}`, FlowError.isInstance(error) ? error.remedy : null);
  }
}

async function readFrom(query: Query, tool: MigrationTool, drafts: readonly MigrationDraft[]): Promise<LedgerReading> {
  const history = TOOL_HISTORIES[tool];
  const tables = (await findHistoryTables(query, history.tables)).filter((table) => isOf(tool, table));
  const ledger = await bestLedger(query, history, { tables: tables.filter(({ readable }) => readable), drafts });
  if (ledger) return { ledger };
  const [unreadable] = tables;
  if (unreadable) {
    return unknown(`the role may not read the history table ${unreadable.label}`, `GRANT SELECT ON ${unreadable.sql} to the role, then refresh.`);
  }
  return unknown(`the database has no history table of ${TOOL_NAMES[tool]} (${history.tables.join(', ')})`, null);
}

const MAX_TABLES = 8;

/**
 * Services beside the application keep histories under the same name in schemas of their own (`auth.schema_migrations` of a Supabase
 * project): outside of `public` the one that knows most of the folder's migrations is meant, the first when they know equally many.
 */
async function bestLedger(query: Query, history: ToolHistory, found: { readonly tables: readonly HistoryTable[]; readonly drafts: readonly MigrationDraft[] }): Promise<Ledger | null> {
  const read: { readonly ledger: Ledger; readonly known: number }[] = [];
  const [first] = found.tables;
  const tables = first?.schema === 'public' ? [first] : found.tables.slice(0, MAX_TABLES);
  for (const table of tables) {
    const ledger = await history.read(query, table, found.drafts);
    read.push({ ledger, known: found.drafts.filter((draft) => ledger.stateOf(draft).state !== 'pending').length });
  }
  const most = Math.max(...read.map(({ known }) => known));
  return read.find(({ known }) => known === most)?.ledger ?? null;
}

function isOf(tool: MigrationTool, table: HistoryTable): boolean {
  const { columns } = TOOL_HISTORIES[tool];
  return columns.length === 0 ? isGenericHistory(table) : columns.every((column) => table.columns.has(column));
}

function unknown(reason: string, remedy: string | null): LedgerReading {
  return { ledger: null, skipped: { part: 'migrations', reason: `Which migrations are applied is not known: ${reason.replace(/\.$/, '')}.`, remedy } };
}

const TOOL_NAMES: Readonly<Record<MigrationTool, string>> = {
  plain_sql: 'a plain SQL runner', prisma: 'Prisma', drizzle: 'Drizzle', node_pg_migrate: 'node-pg-migrate', flyway: 'Flyway',
  golang_migrate: 'golang-migrate', dbmate: 'dbmate', rails: 'Rails', alembic: 'Alembic', django: 'Django', aksara: 'Aksara',
};
