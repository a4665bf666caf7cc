import type { ColumnRow, ColumnStatisticsRow, TypeRow } from './column.sql.ts';
import type { ConstraintRow, PolicyRow, TriggerRow } from './constraint.sql.ts';
import type { IndexRow, NameRow } from './index.sql.ts';
import type { GrantRow, RelationRow, RelationSizeRow, ViewRow } from './relation.sql.ts';
import type { DefinerFunctionRow, LastValueRow, SequenceRow } from './sequence.sql.ts';
import type { ActivityRow, ExtensionRow, ServerRow, SettingRow } from './server.sql.ts';

/** Everything the catalog queries answered, as rows; a part that was skipped is empty. */
export interface RawCatalog {
  readonly server: ServerRow;
  readonly activity: ActivityRow | null;
  readonly databaseBytes: number | null;
  readonly extensions: readonly ExtensionRow[];
  readonly settings: readonly SettingRow[];
  readonly sequences: readonly SequenceRow[];
  readonly lastValues: readonly LastValueRow[];
  readonly functions: readonly DefinerFunctionRow[];
  readonly relations: readonly RelationRow[];
  readonly columns: readonly ColumnRow[];
  readonly columnStatistics: readonly ColumnStatisticsRow[];
  readonly types: readonly TypeRow[];
  readonly constraints: readonly ConstraintRow[];
  readonly indexes: readonly IndexRow[];
  /** By OID of the index. */
  readonly definitions: ReadonlyMap<number, string>;
  readonly names: readonly NameRow[];
  readonly triggers: readonly TriggerRow[];
  readonly policies: readonly PolicyRow[];
  readonly grants: readonly GrantRow[];
  /** Null: not read. */
  readonly sizes: readonly RelationSizeRow[] | null;
  readonly views: readonly ViewRow[];
}
