import { createHash } from 'node:crypto';
import type { Query } from '../../../database/database.ts';
import { fileName, type MigrationDraft } from '../migration-draft.ts';
import { bareNumber, naturalOrder } from '../natural-order.ts';
import { type HistoryTable, readHistoryRows } from './history-table.ts';
import { keyedLedger, type Ledger, type LedgerEntry, PENDING } from './ledger.ts';

const NAME_COLUMNS = ['version', 'version_id', 'id', 'name', 'filename', 'file_name', 'file', 'migration', 'migration_name', 'script'] as const;
const TIME_COLUMNS = ['applied_at', 'installed_on', 'executed_at', 'run_at', 'run_on', 'tstamp', 'created_at', 'applied'] as const;
const CHECKSUM_COLUMNS = ['checksum', 'hash', 'sha256', 'md5'] as const;
const COLUMNS = ['app', 'dirty', 'success', 'is_applied', ...NAME_COLUMNS, ...TIME_COLUMNS, ...CHECKSUM_COLUMNS] as const;

type Row = Readonly<Record<(typeof COLUMNS)[number], string | null>>;

/** True when the table names migrations in a column this reader knows. */
export function isGenericHistory(table: HistoryTable): boolean {
  return NAME_COLUMNS.some((column) => namesMigrations(table, column));
}

/** A text `id` is the file's name (sql-migrate); any other is only a row number. */
function namesMigrations(table: HistoryTable, column: string): boolean {
  const type = table.columns.get(column);
  return type !== undefined && (column !== 'id' || type === 'text' || type.startsWith('character varying'));
}

/**
 * A history by version or file name: `schema_migrations` of dbmate, Rails and many own runners (with `app` and a checksum where
 * they keep them), sqlx, goose, sql-migrate, Diesel; and golang-migrate's single row, which says how far it got.
 */
export async function readGenericLedger(query: Query, table: HistoryTable, drafts: readonly MigrationDraft[]): Promise<Ledger> {
  const orderBy = ['id', 'installed_rank', 'version'].find((column) => table.columns.has(column)) ?? '';
  const all: Row[] = await readHistoryRows(query, table, { columns: COLUMNS, orderBy });
  // goose begins its table with a row for version 0, of which there is no file.
  const rows = all.filter(({ version_id: version }) => version !== '0');
  if (table.columns.has('dirty')) return reachedLedger(rows[0], table);
  const shared = table.columns.has('app') ? new Set<string>() : sharedVersions(drafts);
  const keysOf = (draft: MigrationDraft) => draftKeys(draft).slice(shared.has(bareNumber(draft.version)) ? 1 : 0).flatMap((name) => [key(draft.app, name), key(null, name)]);
  const nameColumns = NAME_COLUMNS.filter((column) => namesMigrations(table, column));
  return keyedLedger(rows.map((row) => toEntry(row, nameColumns)), drafts, { table: table.label, keysOf, isUnchanged });
}

/** golang-migrate keeps the version it reached; `dirty` means that this one failed half-way. */
function reachedLedger(row: Row | undefined, table: HistoryTable): Ledger {
  const reached = row?.version ?? null;
  const dirty = row?.dirty === 'true';
  return {
    stateOf({ version }) {
      const order = reached === null ? 1 : naturalOrder(bareNumber(version), reached);
      if (order > 0) return PENDING;
      return { state: order === 0 && dirty ? 'unknown' : 'applied', appliedAt: null, checksum: 'unknown' };
    },
    notes: dirty ? [`${table.label} is dirty at version ${reached}: that migration failed half-way. Repair the schema, then "migrate force".`] : [],
  };
}

function toEntry(row: Row, nameColumns: readonly (keyof Row)[]): LedgerEntry {
  const names = nameColumns.flatMap((column) => row[column] ?? []);
  return {
    keys: [...names, ...fullName(row)].map((name) => key(row.app, name)),
    label: [row.app, names.join('_')].filter((part) => part !== null).join('/'),
    applied: row.success !== 'false' && row.is_applied !== 'false',
    appliedAt: TIME_COLUMNS.flatMap((column) => (row[column]?.includes('T') ? row[column] : []))[0] ?? null,
    checksum: CHECKSUM_COLUMNS.flatMap((column) => row[column] ?? [])[0] ?? null,
  };
}

/** Supabase keeps `20240101000000` and `create_users` of `20240101000000_create_users.sql` apart. */
function fullName({ version, name }: Row): string[] {
  return version === null || name === null ? [] : [`${version}_${name}`];
}

/** Versions that several files have: where the table tells no apps apart, such a version says nothing about any of them. */
function sharedVersions(drafts: readonly MigrationDraft[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const versions = drafts.map(({ version }) => bareNumber(version));
  return new Set(versions.filter((version) => seen.size === seen.add(version).size));
}

/** The version first: it is left out where several files share it. */
function draftKeys({ name, version, file }: MigrationDraft): string[] {
  return [version, name, fileName(file.path), file.path, file.label];
}

function key(app: string | null, name: string): string {
  const bare = /^\d+$/.test(name) ? bareNumber(name) : name;
  return app === null ? bare : `${app}/${bare}`;
}

const ALGORITHM_BY_LENGTH: Readonly<Record<number, string>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 96: 'sha384', 128: 'sha512' };

/** The length of a hexadecimal checksum tells its algorithm; any other kind cannot be compared. */
function isUnchanged({ file }: MigrationDraft, checksum: string): boolean | null {
  const algorithm = /^[0-9a-f]+$/i.test(checksum) ? ALGORITHM_BY_LENGTH[checksum.length] : undefined;
  if (algorithm === undefined) return null;
  const contents = [file.bytes, file.text.trim(), file.text.replaceAll('\r\n', '\n')];
  return contents.some((content) => createHash(algorithm).update(content).digest('hex') === checksum.toLowerCase());
}
