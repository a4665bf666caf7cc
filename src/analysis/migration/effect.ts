import type { SqlNode } from '../sql/tree.ts';
import type { LockMode, MigrationTarget, Reversibility } from './migration-report.ts';
import type { TableReference } from './table-reference.ts';

/** What one command does; an ALTER TABLE has one for each of its commands. */
export interface Effect {
  readonly action: Action;
  /** In words: `ADD COLUMN`. */
  readonly command: string;
  readonly table: TableReference | null;
  readonly lock: LockMode | 'none' | null;
  readonly role: MigrationTarget['role'];
  /** Further tables it locks. */
  readonly others: readonly OtherTable[];
  readonly rewrite: string | null;
  readonly scan: string | null;
  readonly known: boolean;
  readonly reversible: Reversibility;
  readonly note: string | null;
  /** Rule and reason when a reader might fear it and need not: `M020: the limit grows`. */
  readonly fine: string | null;
  /** Column, constraint or index it is about. */
  readonly subject: string | null;
  readonly node: SqlNode;
}

export interface OtherTable {
  readonly table: TableReference;
  readonly role: MigrationTarget['role'];
  readonly lock: LockMode | 'none' | null;
}

/** The kinds the hazard rules tell apart. */
export type Action =
  | 'create_table' | 'create_partition' | 'create_table_as' | 'drop_table' | 'drop_schema' | 'drop_database' | 'drop_owned' | 'truncate'
  | 'create_index' | 'create_index_concurrently' | 'drop_index' | 'drop_index_concurrently' | 'reindex' | 'reindex_concurrently'
  | 'add_column' | 'drop_column' | 'alter_type' | 'set_not_null' | 'drop_not_null' | 'set_default' | 'drop_default'
  | 'add_unique' | 'add_primary_key' | 'add_using_index' | 'add_exclusion' | 'add_foreign_key' | 'add_check' | 'add_not_null'
  | 'validate_constraint' | 'drop_constraint' | 'alter_table' | 'attach_partition' | 'detach_partition' | 'set_logged' | 'trigger' | 'row_security'
  | 'rename_table' | 'rename_column' | 'rename' | 'set_schema' | 'update' | 'delete' | 'insert' | 'read' | 'refresh' | 'cluster' | 'vacuum_full'
  | 'view' | 'enum_add_value' | 'enum_rename_value' | 'domain_check' | 'set_lock_timeout' | 'transaction' | 'catalog' | 'nothing' | 'unknown';

export const NOT_KNOWN: Reversibility = { kind: 'not_known', inverse: null, note: null };
export const NOT_NEEDED: Reversibility = { kind: 'not_needed', inverse: null, note: null };

export function reversible(inverse: string | null, note: string | null = null): Reversibility {
  return { kind: 'yes', inverse, note };
}

export function losesData(inverse: string | null, note: string): Reversibility {
  return { kind: 'yes_with_data_loss', inverse, note };
}

export function irreversible(note: string): Reversibility {
  return { kind: 'no', inverse: null, note };
}

/** An effect with what it leaves out filled in: no rewrite, no scan, known. */
export function effect(
  parts: Pick<Effect, 'action' | 'command' | 'lock' | 'node'> & Partial<Effect>,
): Effect {
  return {
    table: null, role: 'target', others: [], rewrite: null, scan: null, known: true, reversible: NOT_KNOWN, note: null, fine: null, subject: null,
    ...parts,
  };
}

/** A statement nobody described: its lock is not known, which is not the same as none. */
export function unknownEffect(node: SqlNode, command: string, note: string): Effect {
  return effect({ action: 'unknown', command, lock: null, node, known: false, note });
}
