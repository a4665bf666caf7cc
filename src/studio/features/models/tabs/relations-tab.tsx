import { isKnown, type ForeignKey, type IncomingForeignKey, type Model } from '#contract';
import { NotKnown } from '../../../components/not-known.tsx';
import { ObjectLink } from '../../../components/object-link.tsx';
import { PartSection } from '../../../components/part-section.tsx';
import { Badge } from '../../../components/ui/badge.tsx';
import { DataTable, type DataColumn } from '../../../components/ui/data-table.tsx';
import { ForeignText } from '../../../components/ui/foreign-text.tsx';

export function RelationsTab({ model }: { readonly model: Model }) {
  const known = isKnown(model, 'foreign_keys');
  const shown = ({ key }: { readonly key: string }) => known || !detailsOfKey.has(key);
  return (
    <div className="flex flex-col gap-6">
      <PartSection of={model} part="foreign_keys" title="References" count={model.foreignKeys.length} empty="No foreign key leaves this model.">
        <DataTable caption="References" columns={outgoing.filter(shown)} rows={model.foreignKeys} rowKey={(key) => key.name} />
      </PartSection>
      <PartSection of={model} part="foreign_keys" title="Referenced by" count={model.referencedBy.length} empty="No foreign key points at this model.">
        <DataTable caption="Referenced by" columns={incoming.filter(shown)} rows={model.referencedBy} rowKey={(key) => `${key.from} ${key.name}`} />
      </PartSection>
      <NotKnown of={model} parts={[['foreign_keys', 'undeclared foreign keys']]} />
    </div>
  );
}

/** What code does not say of a foreign key that it declares. */
const detailsOfKey: ReadonlySet<string> = new Set(['update', 'state']);

const actionColumns: readonly DataColumn<ForeignKey | IncomingForeignKey>[] = [
  { key: 'delete', header: 'On delete', cell: (key) => <Action action={key.onDelete} /> },
  { key: 'update', header: 'On update', cell: (key) => <Action action={key.onUpdate} /> },
];

const outgoing: readonly DataColumn<ForeignKey>[] = [
  { key: 'columns', header: 'Columns', mono: true, cell: (key) => key.columns.join(', ') },
  { key: 'target', header: 'References', cell: (key) => <Target model={key.references} columns={key.referencedColumns} /> },
  ...actionColumns,
  { key: 'state', header: 'State', cell: (key) => <KeyState foreignKey={key} /> },
  { key: 'name', header: 'Constraint', mono: true, grow: true, cell: (key) => <Name text={key.name} /> },
];

const incoming: readonly DataColumn<IncomingForeignKey>[] = [
  { key: 'from', header: 'From', cell: (key) => <Target model={key.from} columns={key.columns} /> },
  { key: 'columns', header: 'To columns', mono: true, cell: (key) => key.referencedColumns.join(', ') },
  ...actionColumns,
  { key: 'name', header: 'Constraint', mono: true, grow: true, cell: (key) => <Name text={key.name} /> },
];

function Name({ text }: { readonly text: string }) {
  return (
    <span className="text-soft">
      <ForeignText text={text} />
    </span>
  );
}

function Target({ model, columns }: { readonly model: string; readonly columns: readonly string[] }) {
  return (
    <>
      <ObjectLink kind="model" id={model} />
      <span className="font-mono text-code text-soft"> (<ForeignText text={columns.join(', ')} />)</span>
    </>
  );
}

function Action({ action }: { readonly action: string }) {
  return <span className={action === 'NO ACTION' ? 'text-faint' : undefined}>{action.toLowerCase()}</span>;
}

function KeyState({ foreignKey }: { readonly foreignKey: ForeignKey }) {
  return (
    <span className="inline-flex gap-1">
      {foreignKey.validated ? <span className="text-faint">validated</span> : <Badge tone="warn">not validated</Badge>}
      {foreignKey.deferrable ? <Badge>deferrable</Badge> : null}
    </span>
  );
}
