import type { SqlStatement } from '#contract';
import type { Effect } from './effect.ts';
import { blockedBy, strength, strongest } from './lock-modes.ts';
import type { LockMode, MigrationStatement, MigrationTarget, Reversibility } from './migration-report.ts';
import { isRefusedInTransaction } from './refused-in-transaction.ts';
import { shownTable, type TableReference } from './table-reference.ts';

/** A statement's effects folded into the one row a reader sees. */
export function toStatement(
  statement: SqlStatement,
  place: { readonly number: number; readonly line: number },
  effects: readonly Effect[],
): MigrationStatement {
  const targets = targetsOf(effects);
  const lock = lockOf(effects, targets);
  return {
    ...place,
    command: commandOf(statement, effects),
    node: statement.node,
    text: statement.text,
    targets,
    lock,
    blocks: blockedBy(lock),
    rewrite: firstOf(effects, 'rewrite'),
    scan: firstOf(effects, 'scan'),
    known: effects.every(({ known }) => known),
    reversible: combined(effects.map((effect) => effect.reversible)),
    fine: effects.length > 0 && effects.every(({ fine }) => fine !== null) ? firstOf(effects, 'fine') : null,
    outsideTransaction: effects.some(isRefusedInTransaction),
    note: firstOf(effects, 'note'),
  };
}

/** `ALTER TABLE … ADD COLUMN, SET NOT NULL`. */
function commandOf(statement: SqlStatement, effects: readonly Effect[]): string {
  const commands = [...new Set(effects.map(({ command }) => command))];
  const prefix = statement.node === 'AlterTableStmt' && !commands.some((command) => command.startsWith('ALTER ') && !command.startsWith('ALTER COLUMN')) ? 'ALTER TABLE … ' : '';
  return `${prefix}${commands.join(', ')}`;
}

/** Every table once, with the strongest lock any of the effects takes on it. */
function targetsOf(effects: readonly Effect[]): MigrationTarget[] {
  const found = new Map<string, MigrationTarget>();
  for (const { table, lock, role, others } of effects) {
    for (const entry of [...(table === null ? [] : [{ table, lock, role }]), ...others]) {
      const target = toTarget(entry);
      const before = found.get(target.name);
      found.set(target.name, before === undefined ? target : stronger(before, target));
    }
  }
  return [...found.values()];
}

function toTarget(entry: { readonly table: TableReference; readonly lock: LockMode | 'none' | null; readonly role: MigrationTarget['role'] }): MigrationTarget {
  const { model } = entry.table;
  return {
    model: model?.id ?? null,
    name: shownTable(entry.table),
    role: entry.role,
    lock: entry.lock,
    isNew: entry.table.isNew,
    rows: model?.rowEstimate ?? null,
    tableBytes: model?.size == null ? null : model.size.table + model.size.toast,
    indexBytes: model?.size?.indexes ?? null,
    indexes: model === null ? null : model.indexes.length,
  };
}

function stronger(left: MigrationTarget, right: MigrationTarget): MigrationTarget {
  if (left.lock === null) return left;
  return right.lock !== null && strength(right.lock) <= strength(left.lock) ? left : { ...left, lock: right.lock };
}

/** The strongest lock on a table that was there before; nobody waits for one the file itself makes. */
function lockOf(effects: readonly Effect[], targets: readonly MigrationTarget[]): LockMode | 'none' | null {
  if (effects.some(({ lock }) => lock === null)) return null;
  const withoutTable = effects.filter(({ table, others }) => table === null && others.length === 0).map(({ lock }) => lock ?? 'none');
  const onOld = targets.filter(({ isNew }) => !isNew).map(({ lock }) => lock ?? 'none');
  return strongest([...onOld, ...withoutTable]);
}

function firstOf(effects: readonly Effect[], field: 'rewrite' | 'scan' | 'note' | 'fine'): string | null {
  const values = [...new Set(effects.flatMap((effect) => effect[field] ?? []))];
  return values.length === 0 ? null : values.join('; ');
}

const WORST: readonly Reversibility['kind'][] = ['no', 'not_known', 'yes_with_data_loss', 'yes', 'not_needed'];

/** As reversible as the least reversible part; the inverses in reverse order. */
function combined(parts: readonly Reversibility[]): Reversibility {
  const kind = WORST.find((candidate) => parts.some((part) => part.kind === candidate)) ?? 'not_known';
  const needed = parts.filter((part) => part.kind !== 'not_needed');
  const complete = kind !== 'no' && kind !== 'not_known' && needed.every(({ inverse }) => inverse !== null);
  const notes = [...new Set(needed.flatMap(({ note }) => note ?? []))];
  return {
    kind,
    inverse: complete && needed.length > 0 ? needed.toReversed().map(({ inverse }) => inverse).join('\n') : null,
    note: notes.length === 0 ? null : notes.join('; '),
  };
}
