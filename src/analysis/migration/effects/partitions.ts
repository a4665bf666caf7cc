import { flagAt, treeAt } from '../../sql/tree.ts';
import { effect, reversible, type Effect, type OtherTable } from '../effect.ts';
import { shownTable, tableAt } from '../table-reference.ts';
import type { TableCommand } from './command-context.ts';

/** `ATTACH PARTITION` (M031): the part is read unless a check proves its bound, and a default partition is read too. */
export function attachPartition(command: TableCommand): Effect {
  const part = treeAt(command.node.body, 'def') ?? {};
  const child = tableAt(command.state, treeAt(part, 'name'));
  return effect({
    action: 'attach_partition',
    command: 'ATTACH PARTITION',
    table: command.table,
    lock: 'SHARE UPDATE EXCLUSIVE',
    others: [...(child === null ? [] : [{ table: child, role: 'target' as const, lock: 'ACCESS EXCLUSIVE' as const }]), ...defaultPartition(command)],
    scan: 'the rows of the new partition are checked against its bound, unless a check constraint proves it',
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
