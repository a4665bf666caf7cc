import { isKnown, type Check, type Model, type Unique } from '#contract';
import { CodeView } from '../../../components/code-view.tsx';
import { DetailSection } from '../../../components/detail-section.tsx';
import { NotKnown } from '../../../components/not-known.tsx';
import { PartSection } from '../../../components/part-section.tsx';
import { Badge } from '../../../components/ui/badge.tsx';
import { DataTable, type DataColumn } from '../../../components/ui/data-table.tsx';
import { ForeignText } from '../../../components/ui/foreign-text.tsx';

export function ConstraintsTab({ model }: { readonly model: Model }) {
  const keys = model.primaryKey ? [model.primaryKey] : [];
  return (
    <div className="flex flex-col gap-6">
      <PartSection of={model} part="keys" title="Primary key" count={keys.length} empty="No primary key: rows cannot be told apart by the database.">
        <DataTable caption="Primary key" columns={keyColumns} rows={keys} rowKey={(key) => key.name} />
      </PartSection>
      <PartSection of={model} part="keys" title="Unique" count={model.uniques.length} empty="No unique constraint.">
        <DataTable caption="Unique constraints" columns={uniqueColumns.filter(({ key }) => isKnown(model, 'keys') || !detailsOfKey.has(key))} rows={model.uniques} rowKey={(unique) => unique.name} />
      </PartSection>
      <PartSection of={model} part="checks" title="Checks" count={model.checks.length} empty="No check constraint.">
        <DefinitionList label="Check constraints" entries={model.checks} />
      </PartSection>
      {model.exclusions.length === 0 ? null : (
        <DetailSection title="Exclusions" count={model.exclusions.length}>
          <DefinitionList label="Exclusion constraints" entries={model.exclusions} />
        </DetailSection>
      )}
      <NotKnown of={model} parts={[['keys', 'undeclared keys'], ['checks', 'checks'], ['exclusions', 'exclusions']]} />
    </div>
  );
}

const keyColumns: readonly DataColumn<{ readonly name: string; readonly columns: readonly string[] }>[] = [
  { key: 'columns', header: 'Columns', mono: true, cell: (key) => key.columns.join(', ') },
  { key: 'name', header: 'Constraint', mono: true, grow: true, cell: (key) => <Name text={key.name} /> },
];

const uniqueColumns: readonly DataColumn<Unique>[] = [
  { key: 'columns', header: 'Columns', mono: true, cell: (unique) => unique.columns.join(', ') },
  { key: 'nulls', header: 'Nulls', cell: (unique) => (unique.nullsNotDistinct ? 'count as equal' : <span className="text-faint">count as distinct</span>) },
  { key: 'deferrable', header: 'Checked', cell: (unique) => (unique.deferrable ? 'deferrable' : <span className="text-faint">at once</span>) },
  { key: 'name', header: 'Constraint', mono: true, grow: true, cell: (unique) => <Name text={unique.name} /> },
];

/** What code does not say of a key that it declares. */
const detailsOfKey: ReadonlySet<string> = new Set(['nulls', 'deferrable']);

function Name({ text }: { readonly text: string }) {
  return (
    <span className="text-soft">
      <ForeignText text={text} />
    </span>
  );
}

interface DefinitionListProps {
  readonly label: string;
  readonly entries: readonly (Pick<Check, 'name' | 'definition'> & { readonly validated?: boolean })[];
}

function DefinitionList({ label, entries }: DefinitionListProps) {
  return (
    <ul aria-label={label} className="flex flex-col gap-3">
      {entries.map((entry) => (
        <li key={entry.name} className="flex flex-col gap-1">
          <p className="flex items-center gap-2">
            <span className="font-mono text-code"><ForeignText text={entry.name} /></span>
            {entry.validated === false ? <Badge tone="warn">not validated</Badge> : null}
          </p>
          <CodeView code={entry.definition} language="sql" label={`definition of ${entry.name}`} bare wrap />
        </li>
      ))}
    </ul>
  );
}
