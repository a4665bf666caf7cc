import { useMemo, type ReactNode } from 'react';
import type { Diagnostic, Finding, ProjectSnapshot } from '#contract';
import type { ObjectListItem } from '../../components/list-item.ts';
import { SectionLayout } from '../../components/section-layout.tsx';
import { SnapshotState } from '../../components/snapshot-state.tsx';
import { LevelBadge } from '../../components/ui/badge.tsx';
import { UnknownObject } from '../../components/unknown-object.tsx';
import { FindingIndex } from '../../lib/finding-index.ts';
import { modelName } from '../../lib/model-name.ts';
import { skippedParts } from '../../lib/skipped-parts.ts';
import { usePlace, useSearchState } from '../../lib/url-state.ts';
import { AcceptedDetail } from './accepted-detail.tsx';
import { DiagnosticDetail } from './diagnostic-detail.tsx';
import { NoFindings, NothingAccepted } from './empty-lists.tsx';
import { filterDiagnostics, parseFilter } from './filter-diagnostics.ts';
import { findSelection, type Selection } from './find-selection.ts';
import { hasListHead, ListHead } from './list-head.tsx';
import { RulesView } from './rules-view.tsx';

/** What the rules found in the whole project, worst first; beside it what is accepted, and what became of every rule. */
export function DiagnosticsScreen() {
  return <SnapshotState title="Diagnostics">{(snapshot) => <Diagnostics snapshot={snapshot} />}</SnapshotState>;
}

function Diagnostics({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  const { id } = usePlace();
  const { level, kind, rule, object, view } = useSearchState();
  const filter = useMemo(() => parseFilter({ level, kind, rule, object }), [level, kind, rule, object]);
  const found = useMemo(() => filterDiagnostics(snapshot.diagnostics, filter).map((diagnostic) => toItem(diagnostic, diagnostic.shortId)), [snapshot, filter]);
  const accepted = useMemo(() => (snapshot.accepted ?? []).map(({ finding }) => toItem(finding, finding.id)), [snapshot]);
  const findings = useMemo(() => new FindingIndex(snapshot), [snapshot]);
  const selection = id === null ? null : findSelection(snapshot, id);
  const showsAccepted = view === 'accepted';
  return (
    <SectionLayout
      kind="diagnostic"
      title="Diagnostics"
      items={showsAccepted ? accepted : found}
      selectedId={selection?.rowId ?? null}
      askable={selection?.kind === 'diagnostic'}
      skipped={skippedParts(snapshot, 'diagnostics')}
      toolbar={hasListHead(snapshot, view) ? <ListHead snapshot={snapshot} filter={filter} /> : null}
      empty={showsAccepted ? <NothingAccepted /> : <NoFindings snapshot={snapshot} />}
      detail={id === null ? rulesDetail(snapshot, view) : findingDetail(id, selection, { snapshot, findings })}
    />
  );
}

function rulesDetail({ checks = [], diagnostics }: ProjectSnapshot, view: string | undefined): ReactNode {
  return view === 'rules' && checks.length > 0 ? <RulesView checks={checks} diagnostics={diagnostics} /> : null;
}

interface Known {
  readonly snapshot: ProjectSnapshot;
  readonly findings: FindingIndex;
}

function findingDetail(id: string, selection: Selection | null, { snapshot, findings }: Known): ReactNode {
  if (selection === null) return <UnknownObject kind="diagnostic" id={id} ids={snapshot.diagnostics.map(({ shortId }) => shortId)} />;
  if (selection.kind === 'accepted') return <AcceptedDetail key={id} risk={selection.risk} />;
  const { diagnostic } = selection;
  return <DiagnosticDetail key={diagnostic.id} diagnostic={diagnostic} related={relatedTo(diagnostic, findings)} />;
}

function relatedTo(diagnostic: Diagnostic, findings: FindingIndex): readonly Diagnostic[] {
  const { kind, id } = diagnostic.object;
  return kind === 'database' ? [] : findings.of(kind, id).filter((other) => other.id !== diagnostic.id);
}

function toItem(finding: Finding, rowId: string): ObjectListItem {
  const { kind, id, part } = finding.object;
  return {
    id: rowId,
    primary: finding.title,
    form: 'prose',
    badge: <LevelBadge level={finding.level} iconOnly />,
    meta: finding.rule,
    metaTitle: `${finding.name.replaceAll('_', ' ')} on ${kind} ${kind === 'model' ? modelName(id) : id}`,
    search: [rowId, finding.rule, finding.name, kind, id, part].join(' '),
  };
}
