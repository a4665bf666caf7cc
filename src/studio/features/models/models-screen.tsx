import { useMemo } from 'react';
import type { Model, ProjectSnapshot } from '#contract';
import { FindingMark } from '../../components/finding-mark.tsx';
import type { ObjectListItem } from '../../components/list-item.ts';
import { EmptyState, NotReadState } from '../../components/query-state.tsx';
import { SectionLayout } from '../../components/section-layout.tsx';
import { SnapshotState } from '../../components/snapshot-state.tsx';
import { UnknownObject } from '../../components/unknown-object.tsx';
import { FindingIndex } from '../../lib/finding-index.ts';
import { formatCompact, formatCount } from '../../lib/format.ts';
import { modelName } from '../../lib/model-name.ts';
import { skippedParts } from '../../lib/skipped-parts.ts';
import { usePlace } from '../../lib/url-state.ts';
import { ModelDetail } from './model-detail.tsx';

/** Tables, views and materialised views of the database. */
export function ModelsScreen() {
  return <SnapshotState title="Models">{(snapshot) => <Models snapshot={snapshot} />}</SnapshotState>;
}

function Models({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  const { id } = usePlace();
  const findings = useMemo(() => new FindingIndex(snapshot), [snapshot]);
  const items = useMemo(() => snapshot.models.map((model) => toItem(model, findings)), [snapshot, findings]);
  const model = snapshot.models.find((candidate) => candidate.id === id);
  const detail = (asked: string) =>
    model ? (
      <ModelDetail model={model} findings={findings.of('model', model.id)} snapshot={snapshot} />
    ) : (
      <UnknownObject kind="model" id={asked} ids={items.map((item) => item.id)} />
    );
  const skipped = skippedParts(snapshot, 'models');
  return (
    <SectionLayout
      kind="model"
      title="Models"
      items={items}
      selectedId={model?.id ?? null}
      skipped={skipped}
      empty={skipped.length > 0 ? <NotReadState what="models" /> : <NoModels connected={snapshot.project.sources.database !== null} />}
      detail={id === null ? null : detail(id)}
    />
  );
}

function toItem(model: Model, findings: FindingIndex): ObjectListItem {
  const level = findings.worstLevel('model', model.id);
  return {
    id: model.id,
    primary: modelName(model.id),
    badge: <FindingMark level={level} />,
    search: model.displayName,
    ...(model.rowEstimate === null
      ? { meta: model.kind === 'view' ? 'view' : null }
      : { meta: formatCompact(model.rowEstimate), metaTitle: `${formatCount(model.rowEstimate)} rows, estimated` }),
  };
}

function NoModels({ connected }: { readonly connected: boolean }) {
  if (connected) {
    return (
      <EmptyState title="No models" code="\dn+">
        The database has no table or view that this role may see. List the schemas and their rights in psql with:
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No database is connected" code="aksara studio --database-url postgres://user@localhost:5432/shop">
      Tables and views of the project’s database stand here. Start the Studio with its address:
    </EmptyState>
  );
}
