import { TriangleAlert } from 'lucide-react';
import { isKnown, type IndexDefinition, type Model } from '#contract';
import { CodeView } from '../../../components/code-view.tsx';
import { NotKnown } from '../../../components/not-known.tsx';
import { Badge } from '../../../components/ui/badge.tsx';
import { ForeignText } from '../../../components/ui/foreign-text.tsx';
import { formatBytes, formatCompact } from '../../../lib/format.ts';
import { modelName } from '../../../lib/model-name.ts';

export function IndexesTab({ model }: { readonly model: Model }) {
  if (model.indexes.length === 0 && isKnown(model, 'indexes')) return <p className="text-soft">No index: every read of this table is a sequential scan.</p>;
  return (
    <div className="flex flex-col gap-6">
      {model.indexes.length === 0 ? null : (
        <ul aria-label={`Indexes of ${modelName(model.id)}`} className="flex flex-col gap-4">
          {model.indexes.map((index) => (
            <IndexEntry key={index.name} index={index} />
          ))}
        </ul>
      )}
      <NotKnown of={model} parts={[['indexes', 'undeclared indexes'], ['statistics', 'sizes and scans']]} />
    </div>
  );
}

function IndexEntry({ index }: { readonly index: IndexDefinition }) {
  return (
    <li className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 font-mono text-code font-semibold"><ForeignText text={index.name} /></span>
        <IndexMarks index={index} />
        <span className="ml-auto text-meta text-soft tabular-nums">{indexFigures(index)}</span>
      </div>
      <CodeView code={index.definition} language="sql" label={`definition of ${index.name}`} bare wrap />
    </li>
  );
}

function IndexMarks({ index }: { readonly index: IndexDefinition }) {
  const building = index.building && !index.valid;
  return (
    <>
      {index.primary ? <Badge tone="accent">primary key</Badge> : null}
      {index.unique && !index.primary ? <Badge>unique</Badge> : null}
      {index.predicate === null ? null : <Badge>partial</Badge>}
      {index.method === 'btree' ? null : <Badge>{index.method}</Badge>}
      {index.valid || building ? null : (
        <Badge tone="bad" icon={TriangleAlert}>
          invalid
        </Badge>
      )}
      {building ? <Badge tone="warn">being built</Badge> : null}
    </>
  );
}

function indexFigures(index: IndexDefinition): string {
  const size = index.sizeBytes === null ? null : formatBytes(index.sizeBytes);
  const scans = index.scans === null ? null : `${formatCompact(index.scans)} ${index.scans === 1 ? 'scan' : 'scans'}`;
  return [size, scans].filter((part) => part !== null).join(' · ');
}
