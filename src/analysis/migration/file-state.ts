import type { Model } from '#contract';
import { createModelLookup, type ModelLookup } from '../query/model-lookup.ts';

/** What the statements read so far have changed: later ones are judged on top of it. */
export interface FileState {
  readonly models: ModelLookup;
  readonly all: readonly Model[];
  /** Keys (see `relationKey`) of relations the file makes. */
  readonly created: Set<string>;
  /** New name → name in the snapshot. */
  readonly renamed: Map<string, string>;
  /** `relation key + column` → type, for columns the file adds or changes. */
  readonly columnTypes: Map<string, string>;
  /** `relation key + constraint` → what is known of constraints the file adds. */
  readonly constraints: Map<string, AddedConstraint>;
  readonly serverVersion: number | null;
  /** False after `SET timezone` to something that is not UTC, true after UTC, null as long as nobody said. */
  utcSession: boolean | null;
  hasLockTimeout: boolean;
  hasStatementTimeout: boolean;
  transaction: { readonly count: number; readonly open: boolean };
  /** `relation key + column` of columns the file makes NOT NULL. */
  readonly notNull: Set<string>;
  /** `relation key + index` → key columns, for indexes the file makes. */
  readonly indexes: Map<string, readonly string[]>;
}

export interface AddedConstraint {
  readonly kind: string;
  /** Column a `CHECK (column IS NOT NULL)` is about. */
  readonly notNullColumn: string | null;
  /** Columns a check mentions. */
  readonly columns: readonly string[];
  readonly validated: boolean;
  /** Referenced table of a foreign key, as key. */
  readonly references: string | null;
}

export function createFileState(models: readonly Model[], serverVersion: number | null): FileState {
  return {
    models: createModelLookup(models), all: models, created: new Set(), renamed: new Map(), columnTypes: new Map(), constraints: new Map(),
    serverVersion, utcSession: null, hasLockTimeout: false, hasStatementTimeout: false, transaction: { count: 0, open: false }, notNull: new Set(), indexes: new Map(),
  };
}

export function partKey(relation: string, part: string): string {
  return `${relation}\n${part}`;
}
