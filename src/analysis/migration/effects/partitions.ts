import { flagAt, treeAt } from '../../sql/tree.ts';
import { effect, reversible, type Effect, type OtherTable } from '../effect.ts';
import { hasCheckOn, partitionColumn } from '../partition-bound.ts';
import { shownTable, tableAt } from '../table-reference.ts';
import type { TableCommand } from './command-context.ts';

/** `ATTACH PARTITION` (M031): the part is read unless a check proves its bound, and a default partition is read too. */
export function attachPartition(command: TableCommand): Effect {
  const part = treeAt(command.node.body, 'def') ?? {};
  const child = tableAt(command.state, treeAt(part, 'name'));
  const column = partitionColumn(command.table);
  const read = [child, ...defaultPartition(command).map(({ table }) => table)].filter((table) => table !== null && !hasCheckOn(command.state, table, column));
  return effect({
    action: 'attach_partition',
    command: 'ATTACH PARTITION',
    table: command.table,
    lock: 'SHARE UPDATE EXCLUSIVE',
    others: [...(child === null ? [] : [{ table: child, role: 'target' as const, lock: 'ACCESS EXCLUSIVE' as const }]), ...defaultPartition(command)],
    scan: read.length === 0 ? null : `read for rows that do not belong there: ${read.map((table) => (table === null ? '' : shownTable(table))).join(', ')}`,
    known: read.length > 0,
    note: read.length > 0 ? null : 'rows are read unless the checks on the partition column say what the bound says',
    subject: child === null ? null : shownTable(child),
    reversible: child === null ? reversible(null) : reversible(`${command.alter} DETACH PARTITION ${shownTable(child)};`),
    node: command.node,
  });
}

/** `DETACH PARTITION` (M032). */
export function detachPartition(command: TableCommand): Effect {
  const part = treeAt(command.node.body, 'def') ?? {};
  const child = tableAt(command.state, treeAt(part, 'name'));
  const concurrent = flagAt(part, 'concurrent');
  return effect({
    action: 'detach_partition',
    command: concurrent ? 'DETACH PARTITION CONCURRENTLY' : 'DETACH PARTITION',
    table: command.table,
    lock: concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE',
    others: [
      ...(child === null ? [] : [{ table: child, role: 'target' as const, lock: 'ACCESS EXCLUSIVE' as const }]),
      ...(concurrent ? [] : defaultPartition(command)),
    ],
    reversible: reversible(null, 'attach it again; its rows are checked against the bound'),
    node: command.node,
  });
}

export function defaultPartition({ state, table }: Pick<TableCommand, 'state' | 'table'>): OtherTable[] {
  const id = table.model?.partitions.find(({ bound }) => bound === 'DEFAULT')?.model;
  const model = id === undefined ? null : state.models.byId(id);
  return model === null ? [] : [{ table: { schema: model.schema, name: model.name, model, isNew: false }, role: 'target', lock: 'ACCESS EXCLUSIVE' }];
}
