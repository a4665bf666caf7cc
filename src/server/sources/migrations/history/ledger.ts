import { createHash } from 'node:crypto';
import type { Migration } from '#contract';
import type { MigrationDraft } from '../migration-draft.ts';

export interface Outcome {
  readonly state: Migration['state'];
  readonly appliedAt: string | null;
  readonly checksum: Migration['checksum'];
}

/** What a tool's history table says about the migrations of the folder. */
export interface Ledger {
  stateOf(draft: MigrationDraft): Outcome;
  /** Sentences about the history itself: what is unfinished, what has no file. */
  readonly notes: readonly string[];
}

export interface LedgerEntry {
  /** Names under which a migration may find it. */
  readonly keys: readonly string[];
  /** What the user sees it as. */
  readonly label: string;
  /** False for a run that failed or was undone. */
  readonly applied: boolean;
  readonly appliedAt: string | null;
  readonly checksum: string | null;
}

export interface KeyedLedgerOptions {
  readonly table: string;
  keysOf(draft: MigrationDraft): readonly string[];
  /** Null when the kept checksum cannot be compared. */
  isUnchanged(draft: MigrationDraft, checksum: string): boolean | null;
  readonly notes?: readonly string[];
}

export const PENDING: Outcome = { state: 'pending', appliedAt: null, checksum: 'unknown' };

/** A history with one row (or several, the last of which counts) for each migration. */
export function keyedLedger(entries: readonly LedgerEntry[], drafts: readonly MigrationDraft[], options: KeyedLedgerOptions): Ledger {
  const byKey = new Map(entries.flatMap((entry) => entry.keys.map((key) => [key, entry] as const)));
  const find = (draft: MigrationDraft) => options.keysOf(draft).flatMap((key) => byKey.get(key) ?? [])[0];
  const known = new Set(drafts.flatMap((draft) => find(draft) ?? []));
  const orphans = new Set([...byKey.values()].filter((entry) => entry.applied && !known.has(entry)).map(({ label }) => label));
  return {
    stateOf(draft) {
      const entry = find(draft);
      if (!entry?.applied) return PENDING;
      return { state: 'applied', appliedAt: entry.appliedAt, checksum: compare(draft, entry.checksum, options) };
    },
    notes: [...(options.notes ?? []), ...orphanNotes([...orphans], options.table)],
  };
}

/** True when `checksum` is the SHA-256 of the file's bytes, with its line ends as they are, as LF or as CRLF. */
export function isSha256OfFile(draft: MigrationDraft, checksum: string): boolean {
  const lf = draft.file.text.replaceAll('\r\n', '\n');
  const variants = [draft.file.bytes, lf, lf.replaceAll('\n', '\r\n')];
  return variants.some((content) => createHash('sha256').update(content).digest('hex') === checksum.toLowerCase());
}

function compare(draft: MigrationDraft, checksum: string | null, options: KeyedLedgerOptions): Outcome['checksum'] {
  const unchanged = checksum === null ? null : options.isUnchanged(draft, checksum);
  if (unchanged === null) return 'unknown';
  return unchanged ? 'unchanged' : 'changed';
}

function orphanNotes(labels: readonly string[], table: string): string[] {
  if (labels.length === 0) return [];
  const shown = labels.slice(0, 5).join(', ');
  const more = labels.length > 5 ? ` and ${labels.length - 5} more` : '';
  return [`${labels.length === 1 ? '1 applied migration' : `${labels.length} applied migrations`} of ${table} ${labels.length === 1 ? 'has' : 'have'} no file here: ${shown}${more}.`];
}
