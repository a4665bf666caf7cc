import type { Model } from '#contract';
import { CodeView } from '../../../components/code-view.tsx';
import { DetailSection } from '../../../components/detail-section.tsx';
import { NotKnown } from '../../../components/not-known.tsx';
import { ObjectLink } from '../../../components/object-link.tsx';
import { Badge } from '../../../components/ui/badge.tsx';
import { DataTable, type DataColumn } from '../../../components/ui/data-table.tsx';
import { ForeignText } from '../../../components/ui/foreign-text.tsx';
import { KeyValueList } from '../../../components/ui/key-value-list.tsx';
import { modelName } from '../../../lib/model-name.ts';

export function TriggersTab({ model }: { readonly model: Model }) {
  if (model.triggers.length === 0) return <NotKnown of={model} parts={[['triggers', 'triggers']]} />;
  return (
    <ul aria-label={`Triggers of ${modelName(model.id)}`} className="flex flex-col gap-4">
      {model.triggers.map((trigger) => (
        <li key={trigger.name} className="flex flex-col gap-1.5">
          <p className="flex flex-wrap items-center gap-2">
            <span className="font-mono text-code font-semibold"><ForeignText text={trigger.name} /></span>
            {trigger.enabled ? null : <Badge tone="warn">disabled</Badge>}
            <span className="ml-auto text-meta text-soft">
              runs <code><ForeignText text={trigger.function} /></code>
            </span>
          </p>
          <CodeView code={trigger.definition} language="sql" label={`definition of ${trigger.name}`} bare wrap />
        </li>
      ))}
    </ul>
  );
}

type Partition = Model['partitions'][number];

const partitionColumns: readonly DataColumn<Partition>[] = [
  { key: 'model', header: 'Partition', cell: (partition) => <ObjectLink kind="model" id={partition.model} /> },
  { key: 'bound', header: 'Holds', mono: true, grow: true, cell: (partition) => partition.bound },
];

export function PartitionsTab({ model }: { readonly model: Model }) {
  return (
    <div className="flex flex-col gap-6">
      <KeyValueList
        items={[
          { label: 'Partitioned by', value: model.partitionKey === null ? null : <code className="text-code"><ForeignText text={model.partitionKey} /></code> },
          { label: 'Partition of', value: model.partitionOf === null ? null : <ObjectLink kind="model" id={model.partitionOf} /> },
        ]}
      />
      {model.partitionKey === null ? null : (
        <DetailSection title="Partitions" count={model.partitions.length} empty="No partition yet: an insert fails.">
          <DataTable caption="Partitions" columns={partitionColumns} rows={model.partitions} rowKey={(partition) => partition.model} />
        </DetailSection>
      )}
    </div>
  );
}

export function DefinitionTab({ model }: { readonly model: Model }) {
  return <CodeView code={model.definition ?? ''} language="sql" label={`definition of ${modelName(model.id)}`} title="Definition" />;
}
