import { useMemo } from 'react';
import type { Diagnostic, ProjectSnapshot } from '#contract';
import type { ObjectListItem } from '../../components/list-item.ts';
import { EmptyState } from '../../components/query-state.tsx';
import { SectionLayout } from '../../components/section-layout.tsx';
import { SnapshotState } from '../../components/snapshot-state.tsx';
import { LevelBadge } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { UnknownObject } from '../../components/unknown-object.tsx';
import { FindingIndex } from '../../lib/finding-index.ts';
import { modelName } from '../../lib/model-name.ts';
import { skippedParts } from '../../lib/skipped-parts.ts';
import { changeList, usePlace, useSearchState } from '../../lib/url-state.ts';
import { DiagnosticDetail } from './diagnostic-detail.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filterDiagnostics, parseFilter } from './filter-diagnostics.ts';

/** What the rules found in the whole project, worst first. */
export function DiagnosticsScreen() {
  return <SnapshotState title="Diagnostics">{(snapshot) => <Diagnostics snapshot={snapshot} />}</SnapshotState>;
}

function Diagnostics({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  const { id } = usePlace();
  const { level, kind, rule } = useSearchState();
  const filter = useMemo(() => parseFilter({ level, kind, rule }), [level, kind, rule]);
  const items = useMemo(() => filterDiagnostics(snapshot.diagnostics, filter).map(toItem), [snapshot, filter]);
  const findings = useMemo(() => new FindingIndex(snapshot), [snapshot]);
  const diagnostic = snapshot.diagnostics.find((candidate) => candidate.shortId === id || candidate.id === id);
  const detail = (asked: string) =>
    diagnostic ? (
      <DiagnosticDetail key={diagnostic.id} diagnostic={diagnostic} related={relatedTo(diagnostic, findings)} />
    ) : (
      <UnknownObject kind="diagnostic" id={asked} ids={snapshot.diagnostics.map((candidate) => candidate.shortId)} />
    );
  return (
    <SectionLayout
      kind="diagnostic"
      title="Diagnostics"
      items={items}
      selectedId={diagnostic?.shortId ?? null}
      skipped={skippedParts(snapshot, 'diagnostics')}
      toolbar={snapshot.diagnostics.length > 1 ? <FilterBar diagnostics={snapshot.diagnostics} filter={filter} /> : null}
      empty={snapshot.diagnostics.length === 0 ? <NoDiagnostics checked={hasFacts(snapshot)} /> : <NothingFits />}
      detail={id === null ? null : detail(id)}
    />
  );
}

function relatedTo(diagnostic: Diagnostic, findings: FindingIndex): readonly Diagnostic[] {
  const { kind, id } = diagnostic.object;
  return kind === 'database' ? [] : findings.of(kind, id).filter((other) => other.id !== diagnostic.id);
}

function toItem(diagnostic: Diagnostic): ObjectListItem {
  const { kind, id } = diagnostic.object;
  const object = kind === 'model' ? modelName(id) : id;
  return {
    id: diagnostic.shortId,
    primary: diagnostic.title,
    form: 'prose',
    badge: <LevelBadge level={diagnostic.level} iconOnly />,
    meta: diagnostic.rule,
    metaTitle: `${diagnostic.name.replaceAll('_', ' ')} on ${kind} ${object}`,
    search: [diagnostic.shortId, diagnostic.rule, diagnostic.name, kind, id, diagnostic.object.part].join(' '),
  };
}

/** The rules had something to look at. */
function hasFacts({ models, routes, queries, migrations }: ProjectSnapshot): boolean {
  return [models, routes, queries, migrations].some((facts) => facts.length > 0);
}

function NoDiagnostics({ checked }: { readonly checked: boolean }) {
  if (!checked) return <EmptyState title="Nothing to check yet">The rules look at models, routes, queries and migrations; none has been read. The overview says what is connected.</EmptyState>;
  return <EmptyState title="Nothing found">The rules ran over the catalog, the routes and the migrations and have nothing to say. What could not be checked is listed above, if anything.</EmptyState>;
}

function NothingFits() {
  return (
    <EmptyState title="Nothing fits these filters">
      <Button onClick={() => changeList({ level: undefined, kind: undefined, rule: undefined })}>Clear filters</Button>
    </EmptyState>
  );
}
