import { createHash } from 'node:crypto';
import type { MigrationTool } from '#contract';
import type { Query } from '../../../database/database.ts';
import type { MigrationDraft } from '../migration-draft.ts';
import { readAlembicLedger } from './alembic-ledger.ts';
import { readFlywayLedger } from './flyway-ledger.ts';
import { readGenericLedger } from './generic-ledger.ts';
import { type HistoryTable, readHistoryRows } from './history-table.ts';
import { isSha256OfFile, keyedLedger, type Ledger } from './ledger.ts';

export type LedgerReader = (query: Query, table: HistoryTable, drafts: readonly MigrationDraft[]) => Promise<Ledger>;

/** Where a tool keeps its history: table names in order of preference, and the columns that tell it is that tool's. */
export interface ToolHistory {
  readonly tables: readonly string[];
  /** None = any column that can name a migration. */
  readonly columns: readonly string[];
  readonly read: LedgerReader;
}

export const TOOL_HISTORIES: Readonly<Record<MigrationTool, ToolHistory>> = {
  prisma: { tables: ['_prisma_migrations'], columns: ['migration_name', 'finished_at'], read: readPrismaLedger },
  drizzle: { tables: ['__drizzle_migrations'], columns: ['hash', 'created_at'], read: readDrizzleLedger },
  golang_migrate: { tables: ['schema_migrations', '_sqlx_migrations'], columns: ['version'], read: readGenericLedger },
  dbmate: { tables: ['schema_migrations'], columns: ['version'], read: readGenericLedger },
  rails: { tables: ['schema_migrations'], columns: ['version'], read: readGenericLedger },
  plain_sql: {
    tables: ['schema_migrations', '_sqlx_migrations', 'goose_db_version', 'gorp_migrations', '__diesel_schema_migrations', 'schemaversion', 'migrations'],
    columns: [], read: readGenericLedger,
  },
  flyway: { tables: ['flyway_schema_history', 'schema_version'], columns: ['version', 'script', 'success'], read: readFlywayLedger },
  node_pg_migrate: { tables: ['pgmigrations'], columns: ['name'], read: readNodePgMigrateLedger },
  alembic: { tables: ['alembic_version'], columns: ['version_num'], read: readAlembicLedger },
  django: { tables: ['django_migrations'], columns: ['app', 'name'], read: readDjangoLedger },
  aksara: { tables: ['aksara_migrations'], columns: ['name'], read: readAksaraLedger },
};

async function readPrismaLedger(query: Query, table: HistoryTable, drafts: readonly MigrationDraft[]): Promise<Ledger> {
  const rows = await readHistoryRows(query, table, {
    columns: ['migration_name', 'checksum', 'finished_at', 'rolled_back_at', 'started_at'], orderBy: 'started_at',
  });
  const entries = rows.map((row) => ({
    keys: [row.migration_name ?? ''], label: row.migration_name ?? '', applied: row.finished_at !== null && row.rolled_back_at === null,
    appliedAt: row.finished_at, checksum: row.checksum,
  }));
  const unfinished = rows.filter((row) => row.finished_at === null && row.rolled_back_at === null).map((row) => row.migration_name);
  const notes = unfinished.map((name) => `${name} was started but did not finish (${table.label}); resolve it with "prisma migrate resolve".`);
  return keyedLedger(entries, drafts, { table: table.label, keysOf: ({ name }) => [name], isUnchanged: isSha256OfFile, notes });
}

/** `created_at` is the journal's time of the migration, not when it was applied: that Drizzle does not keep. */
async function readDrizzleLedger(query: Query, table: HistoryTable, drafts: readonly MigrationDraft[]): Promise<Ledger> {
  const rows = await readHistoryRows(query, table, { columns: ['created_at', 'hash', 'name', 'applied_at'], orderBy: 'created_at' });
  const entries = rows.map((row) => ({
    keys: [...(row.name === null ? [] : [row.name]), `at ${row.created_at}`, `hash ${row.hash}`],
    label: row.name ?? row.created_at ?? '', applied: true, appliedAt: row.applied_at, checksum: row.hash,
  }));
  return keyedLedger(entries, drafts, {
    table: table.label,
    keysOf: ({ name, version, file }) => [name, `at ${version}`, `hash ${createHash('sha256').update(file.bytes).digest('hex')}`],
    isUnchanged: isSha256OfFile,
  });
}

async function readNodePgMigrateLedger(query: Query, table: HistoryTable, drafts: readonly MigrationDraft[]): Promise<Ledger> {
  const rows = await readHistoryRows(query, table, { columns: ['name', 'run_on', 'id'], orderBy: 'id' });
  const entries = rows.map(({ name, run_on }) => ({ keys: [name ?? ''], label: name ?? '', applied: true, appliedAt: run_on, checksum: null }));
  return keyedLedger(entries, drafts, { table: table.label, keysOf: ({ name }) => [name], isUnchanged: () => null });
}

/** The table also holds the migrations of installed packages, of which no file is expected here. */
async function readDjangoLedger(query: Query, table: HistoryTable, drafts: readonly MigrationDraft[]): Promise<Ledger> {
  const rows = await readHistoryRows(query, table, { columns: ['app', 'name', 'applied', 'id'], orderBy: 'id' });
  const apps = new Set(drafts.map(({ app }) => app));
  const entries = rows.filter(({ app }) => apps.has(app ?? '')).map(({ app, name, applied }) => ({
    keys: [`${app}/${name}`], label: `${app}/${name}`, applied: true, appliedAt: applied, checksum: null,
  }));
  return keyedLedger(entries, drafts, { table: table.label, keysOf: ({ app, name }) => [`${app}/${name}`], isUnchanged: () => null });
}

/** Checksums are the first 16 hex digits of a SHA-256: of the file with LF line ends, or (older, SQL files) of the trimmed text. */
async function readAksaraLedger(query: Query, table: HistoryTable, drafts: readonly MigrationDraft[]): Promise<Ledger> {
  const rows = await readHistoryRows(query, table, { columns: ['name', 'checksum', 'applied_at', 'id'], orderBy: 'id' });
  const own = rows.filter(({ name }) => !/^aksara_(contrib|core)_/.test(name ?? ''));
  const entries = own.map((row) => ({ keys: [row.name ?? ''], label: row.name ?? '', applied: true, appliedAt: row.applied_at, checksum: row.checksum }));
  return keyedLedger(entries, drafts, {
    table: table.label,
    keysOf: ({ name }) => [name],
    isUnchanged({ file }, checksum) {
      if (checksum.length < 16) return null;
      const lf = file.text.replace(/\r\n?/g, '\n');
      return [lf, file.text.trim()].some((text) => createHash('sha256').update(text).digest('hex').startsWith(checksum.toLowerCase()));
    },
  });
}
