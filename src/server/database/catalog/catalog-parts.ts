import type { Column, IncomingForeignKey, IndexDefinition } from '#contract';
import type { PolicyRow, TriggerRow } from './constraint.sql.ts';
import type { ModelConstraints } from './fold-constraint.ts';
import type { DomainRow } from './domain.sql.ts';
import type { FreezingRow, SessionRow, TimeoutRow } from './live.sql.ts';
import type { Lookup } from './lookup.ts';
import type { GrantRow, RelationRow, RelationSizeRow, ViewReadsRow, ViewRow } from './relation.sql.ts';
import type { DefinerFunctionRow, LastValueRow, SequenceRow } from './sequence.sql.ts';
import type { ActivityRow, ExtensionRow, ServerRow, SettingRow } from './server.sql.ts';

/** What models are made of, by the OID of their relation. A part that was skipped is empty. */
export interface ModelParts {
  readonly lookup: Lookup;
  readonly relations: readonly RelationRow[];
  readonly columns: ReadonlyMap<number, readonly Column[]>;
  readonly constraints: ReadonlyMap<number, ModelConstraints>;
  readonly incoming: ReadonlyMap<number, readonly IncomingForeignKey[]>;
  readonly indexes: ReadonlyMap<number, readonly IndexDefinition[]>;
  readonly triggers: readonly TriggerRow[];
  readonly policies: readonly PolicyRow[];
  readonly grants: readonly GrantRow[];
  /** Null: not read. */
  readonly sizes: readonly RelationSizeRow[] | null;
  readonly views: readonly ViewRow[];
  /** Null: not read. */
  readonly viewReads: readonly ViewReadsRow[] | null;
}

export interface DatabaseParts {
  readonly server: ServerRow;
  readonly activity: ActivityRow | null;
  readonly bytes: number | null;
  readonly extensions: readonly ExtensionRow[];
  readonly settings: readonly SettingRow[];
  readonly functions: readonly DefinerFunctionRow[];
  readonly domains: readonly DomainRow[];
  readonly sequences: readonly SequenceRow[];
  readonly lastValues: readonly LastValueRow[];
  /** Null, here and below: not read. */
  readonly timeouts: readonly TimeoutRow[] | null;
  readonly freezing: readonly FreezingRow[] | null;
  readonly sessions: readonly SessionRow[] | null;
}
