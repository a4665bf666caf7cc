import type { Migration, Model } from '#contract';
import { groupBy } from '../format/order.ts';
import { createModelLookup, type ModelLookup } from '../query/model-lookup.ts';
import { withSizeOfPartitions } from './partition-reach.ts';

/** What the statements read so far have changed: later ones are judged on top of it. */
export interface FileState {
  readonly models: ModelLookup;
  readonly all: readonly Model[];
  /** Keys (see `relationKey`) of relations the file makes. */
  readonly created: Set<string>;
  /** Keys of relations and (see `partKey`) columns the file drops. */
  readonly dropped: Set<string>;
  /** New name → name in the snapshot. */
  readonly renamed: Map<string, string>;
  /** `relation key + column` → type, for columns the file adds or changes. */
  readonly columnTypes: Map<string, string>;
  /** `relation key + constraint` → what is known of constraints the file adds. */
  readonly constraints: Map<string, AddedConstraint>;
  readonly serverVersion: number | null;
  /** Whether the snapshot shows the database before or after the file. */
  readonly phase: Migration['state'];
  /** False after `SET timezone` to something that is not UTC, true after UTC, null as long as nobody said. */
  utcSession: boolean | null;
  hasLockTimeout: boolean;
  hasStatementTimeout: boolean;
  /** What the session has when the transaction is over: SET LOCAL ends with it. */
  session: Pick<FileState, 'utcSession' | 'hasLockTimeout' | 'hasStatementTimeout'>;
  transaction: { readonly count: number; readonly open: boolean };
  /** `relation key + column` of columns the file makes NOT NULL. */
  readonly notNull: Set<string>;
  /** Enum types the file makes, quoted as SQL. */
  readonly enums: Set<string>;
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

export function createFileState(models: readonly Model[], { serverVersion, phase }: Pick<FileState, 'serverVersion' | 'phase'>): FileState {
  const plain = { models: createIndexedLookup(models) };
  const sized = models.some(({ kind }) => kind === 'partitioned_table') ? models.map((model) => withSizeOfPartitions(plain, model)) : models;
  return {
    models: createIndexedLookup(sized), all: sized, created: new Set(), dropped: new Set(), renamed: new Map(), columnTypes: new Map(), constraints: new Map(),
    serverVersion, phase, utcSession: null, hasLockTimeout: false, hasStatementTimeout: false,
    session: { utcSession: null, hasLockTimeout: false, hasStatementTimeout: false }, transaction: { count: 0, open: false }, notNull: new Set(), enums: new Set(), indexes: new Map(),
  };
}

/** The lookup of queries, asked about a few models only: a file names many tables. */
function createIndexedLookup(models: readonly Model[]): ModelLookup {
  const byName = new Map([...groupBy(models, ({ name }) => name)].map(([name, same]) => [name, createModelLookup(same)]));
  const byId = new Map(models.map((model) => [model.id, model]));
  return { byId: (id) => byId.get(id) ?? null, find: (schema, name) => byName.get(name)?.find(schema, name) ?? null };
}

export function partKey(relation: string, part: string): string {
  return `${relation}\n${part}`;
}
