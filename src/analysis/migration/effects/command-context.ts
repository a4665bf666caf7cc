import type { SqlNode } from '../../sql/tree.ts';
import type { FileState } from '../file-state.ts';
import type { TableReference } from '../table-reference.ts';

/** One command of an ALTER TABLE and the table it is about. */
export interface TableCommand {
  readonly state: FileState;
  readonly table: TableReference;
  /** The `AlterTableCmd`. */
  readonly node: SqlNode;
  /** `ALTER TABLE public.orders`. */
  readonly alter: string;
}
