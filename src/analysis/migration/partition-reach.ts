import type { Model } from '#contract';
import { flagAt } from '../sql/tree.ts';
import type { Action, Effect, OtherTable } from './effect.ts';
import type { FileState } from './file-state.ts';
import type { LockMode } from './migration-report.ts';

/** An effect on a partitioned table with the locks it takes on the partitions as well. */
export function reachPartitions(state: FileState, effect: Effect): Effect {
  const own = lockOnPartitions(effect);
  const below = own === null ? [] : partitionsOf(state, effect.table?.model ?? null).map((model) => partition(model, own));
  const others = effect.others.flatMap(({ table, role, lock }) =>
    role === 'referenced' && effect.action !== 'create_partition' && isStrong(lock) ? partitionsOf(state, table.model).map((model) => partition(model, lock)) : [],
  );
  return below.length + others.length === 0 ? effect : { ...effect, others: [...effect.others, ...below, ...others] };
}

/** Measured on PostgreSQL 15: what goes down to the partitions; renaming, moving, policies and owners stay with the parent. */
const REACHING: ReadonlySet<Action> = new Set([
  'add_column', 'drop_column', 'alter_type', 'set_not_null', 'drop_not_null', 'set_default', 'drop_default', 'add_unique', 'add_primary_key', 'add_foreign_key',
  'add_check', 'add_not_null', 'validate_constraint', 'drop_constraint', 'drop_table', 'truncate', 'create_index', 'drop_index', 'rename_column', 'update', 'delete',
]);
const REACHING_COMMANDS: ReadonlySet<string> = new Set(['ALTER COLUMN SET STATISTICS', 'RENAME CONSTRAINT', 'ANALYZE', 'LOCK TABLE']);

function lockOnPartitions(effect: Effect): LockMode | null {
  const { action, command, lock, node, table } = effect;
  if (table?.model?.kind !== 'partitioned_table' || lock === null || lock === 'none' || table.only) return null;
  if (action === 'trigger') return command === 'CREATE TRIGGER' && flagAt(node.body, 'row') ? lock : null;
  if (!REACHING.has(action) && !REACHING_COMMANDS.has(command)) return null;
  // The constraint is the parent's; a partition only gets its index.
  return action === 'add_unique' ? 'SHARE' : lock;
}

function isStrong(lock: OtherTable['lock']): lock is 'SHARE ROW EXCLUSIVE' | 'ACCESS EXCLUSIVE' {
  return lock === 'SHARE ROW EXCLUSIVE' || lock === 'ACCESS EXCLUSIVE';
}

function partition(model: Model, lock: LockMode): OtherTable {
  return { table: { schema: model.schema, name: model.name, model, isNew: false }, role: 'partition', lock };
}

/** All levels; a partition is met once, whatever the snapshot says. */
export function partitionsOf(state: Pick<FileState, 'models'>, parent: Model | null): Model[] {
  const found = new Map<string, Model>();
  const open = [...(parent?.partitions ?? [])];
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const model = found.has(entry.model) ? null : state.models.byId(entry.model);
    if (model === null) continue;
    found.set(model.id, model);
    open.push(...model.partitions);
  }
  return [...found.values()].toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

/** A partitioned table has no rows of its own: it counts as large as its partitions together; null when one of them is not known. */
export function withSizeOfPartitions(state: Pick<FileState, 'models'>, parent: Model): Model {
  if (parent.kind !== 'partitioned_table' || parent.partitions.length === 0) return parent;
  const leaves = partitionsOf(state, parent).filter(({ kind }) => kind !== 'partitioned_table');
  const rows = leaves.map(({ rowEstimate }) => rowEstimate);
  const sizes = leaves.flatMap(({ size }) => size ?? []);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const known = rows.filter((value) => value !== null);
  return {
    ...parent,
    rowEstimate: known.length === rows.length && rows.length > 0 ? sum(known) : null,
    size:
      sizes.length < leaves.length || leaves.length === 0
        ? null
        : { table: sum(sizes.map(({ table }) => table)), indexes: sum(sizes.map(({ indexes }) => indexes)), toast: sum(sizes.map(({ toast }) => toast)), total: sum(sizes.map(({ total }) => total)) },
  };
}
