import { isKnown, type Diagnostic, type Model, type ProjectSnapshot } from '#contract';
import { DetailHeader } from '../../components/detail-header.tsx';
import { Badge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { Tab, TabList, TabPanel, Tabs } from '../../components/ui/tabs.tsx';
import { formatBytes, formatCompact, formatCount } from '../../lib/format.ts';
import { modelName } from '../../lib/model-name.ts';
import { changeView, useSearchState } from '../../lib/url-state.ts';
import { modelTabs } from './model-tabs.tsx';

interface ModelDetailProps {
  readonly model: Model;
  readonly findings: readonly Diagnostic[];
  readonly snapshot: ProjectSnapshot;
}

export function ModelDetail({ model, findings, snapshot }: ModelDetailProps) {
  const tabs = modelTabs({ model, findings, snapshot });
  const { view } = useSearchState();
  const first = tabs[0]?.key ?? '';
  const open = tabs.find((tab) => tab.key === view)?.key ?? first;
  return (
    <>
      <ModelHeader model={model} />
      <Tabs value={open} onValueChange={(key) => changeView(key === first ? undefined : key)} className="flex-1">
        <TabList aria-label={`Facts of ${modelName(model.id)}`}>
          {tabs.map((tab) => (
            <Tab key={tab.key} value={tab.key} {...(tab.count === undefined ? {} : { count: tab.count })}>
              {tab.title}
            </Tab>
          ))}
        </TabList>
        {tabs.map((tab) => (
          <TabPanel key={tab.key} value={tab.key} className="overflow-y-auto p-4">
            {tab.key === open ? tab.content() : null}
          </TabPanel>
        ))}
      </Tabs>
    </>
  );
}

const kindTitles = {
  table: null,
  partitioned_table: 'partitioned table',
  view: 'view',
  materialized_view: 'materialised view',
  foreign_table: 'foreign table',
} as const satisfies Record<Model['kind'], string | null>;

function ModelHeader({ model }: { readonly model: Model }) {
  return (
    <DetailHeader name={modelName(model.id)} copyName="model name" copyText={model.id} note={model.comment}>
      {kindTitles[model.kind] === null ? null : <Badge>{kindTitles[model.kind]}</Badge>}
      <ForeignText text={model.displayName} />
      {model.declared === undefined ? null : <span title="Names, types and keys in the database may differ">declared in code</span>}
      {model.rowEstimate === null ? null : <span title={`${formatCount(model.rowEstimate)} by the planner’s estimate`}>{rowsText(model.rowEstimate)}</span>}
      {model.size ? <span>{formatBytes(model.size.total)}</span> : null}
      {isKnown(model, 'owner') ? (
        <span>
          owner <ForeignText text={model.owner} />
        </span>
      ) : null}
    </DetailHeader>
  );
}

function rowsText(rows: number): string {
  return rows === 1 ? '1 row' : `${formatCompact(rows)} rows`;
}
