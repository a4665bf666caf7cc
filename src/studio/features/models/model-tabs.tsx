import type { ReactNode } from 'react';
import { databaseRemedy, isKnown, type Diagnostic, type Model, type ModelPart, type ProjectSnapshot } from '#contract';
import { FindingList } from '../../components/finding-list.tsx';
import { modelName } from '../../lib/model-name.ts';
import { ColumnsTab } from './tabs/columns-tab.tsx';
import { ConstraintsTab } from './tabs/constraints-tab.tsx';
import { IndexesTab } from './tabs/indexes-tab.tsx';
import { RelationsTab } from './tabs/relations-tab.tsx';
import { SecurityTab } from './tabs/security-tab.tsx';
import { StorageTab } from './tabs/storage-tab.tsx';
import { DefinitionTab, PartitionsTab, TriggersTab } from './tabs/structure-tabs.tsx';
import { UsedByTab } from './tabs/used-by-tab.tsx';
import { findUses } from './used-by.ts';

export interface ModelTab {
  /** Stands in the URL. */
  readonly key: string;
  readonly title: string;
  readonly count?: number;
  readonly content: () => ReactNode;
}

interface TabFacts {
  readonly model: Model;
  readonly findings: readonly Diagnostic[];
  readonly snapshot: ProjectSnapshot;
}

/** The tabs a model has something to show in, in reading order; those of every model first. */
export function modelTabs({ model, findings, snapshot }: TabFacts): readonly ModelTab[] {
  const uses = findUses(model, snapshot);
  const tabs: readonly (ModelTab | false)[] = [
    { key: 'columns', title: 'Columns', count: model.columns.length, content: () => <ColumnsTab model={model} /> },
    hasStorage(model) && { key: 'indexes', title: 'Indexes', ...counted(model, 'indexes', model.indexes.length), content: () => <IndexesTab model={model} /> },
    model.kind !== 'view' && {
      key: 'relations',
      title: 'Relations',
      ...counted(model, 'foreign_keys', model.foreignKeys.length + model.referencedBy.length),
      content: () => <RelationsTab model={model} />,
    },
    model.kind !== 'view' && { key: 'constraints', title: 'Constraints', ...counted(model, 'checks', countConstraints(model)), content: () => <ConstraintsTab model={model} /> },
    { key: 'findings', title: 'Findings', ...(model.declared && findings.length === 0 ? {} : { count: findings.length }), content: () => <Findings model={model} findings={findings} /> },
    {
      key: 'used-by',
      title: 'Used by',
      count: uses.routes.length + uses.queries.length + uses.migrations.length,
      content: () => <UsedByTab model={model} uses={uses} sources={snapshot.project.sources} />,
    },
    { key: 'security', title: 'Security', content: () => <SecurityTab model={model} /> },
    (model.triggers.length > 0 || !isKnown(model, 'triggers')) && { key: 'triggers', title: 'Triggers', ...counted(model, 'triggers', model.triggers.length), content: () => <TriggersTab model={model} /> },
    isPartitioning(model) && { key: 'partitions', title: 'Partitions', count: model.partitions.length, content: () => <PartitionsTab model={model} /> },
    model.definition !== null && { key: 'definition', title: 'Definition', content: () => <DefinitionTab model={model} /> },
    (model.size !== null || model.activity !== null || !isKnown(model, 'statistics')) && { key: 'storage', title: 'Storage', content: () => <StorageTab model={model} /> },
  ];
  return tabs.filter((tab) => tab !== false);
}

function Findings({ model, findings }: Pick<TabFacts, 'model' | 'findings'>) {
  if (model.declared && findings.length === 0) return <p className="text-soft">No rule judges a model as code declares it. {databaseRemedy}</p>;
  if (findings.length === 0) return <p className="text-soft">The rules found nothing about this model.</p>;
  return <FindingList findings={findings} label={`Findings of ${modelName(model.id)}`} />;
}

/** None that are known is no count where there may be more. */
function counted(model: Model, part: ModelPart, count: number): { readonly count?: number } {
  return count > 0 || isKnown(model, part) ? { count } : {};
}

function hasStorage(model: Model): boolean {
  return model.kind !== 'view' && model.kind !== 'foreign_table';
}

function isPartitioning(model: Model): boolean {
  return model.partitionKey !== null || model.partitionOf !== null;
}

function countConstraints(model: Model): number {
  return (model.primaryKey ? 1 : 0) + model.uniques.length + model.checks.length + model.exclusions.length;
}
