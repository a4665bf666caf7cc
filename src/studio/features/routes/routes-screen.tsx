import { useMemo } from 'react';
import { LockKeyholeOpen } from 'lucide-react';
import type { FindingLevel, ProjectSnapshot, Route } from '#contract';
import type { ObjectListItem } from '../../components/list-item.ts';
import { EmptyState, NotReadState } from '../../components/query-state.tsx';
import { SectionLayout } from '../../components/section-layout.tsx';
import { SnapshotState } from '../../components/snapshot-state.tsx';
import { LevelBadge } from '../../components/ui/badge.tsx';
import { ForeignText } from '../../components/ui/foreign-text.tsx';
import { UnknownObject } from '../../components/unknown-object.tsx';
import { FindingIndex } from '../../lib/finding-index.ts';
import { skippedParts } from '../../lib/skipped-parts.ts';
import { usePlace } from '../../lib/url-state.ts';
import { MethodBadge } from './method-badge.tsx';
import { RouteDetail } from './route-detail.tsx';

/** Operations of the OpenAPI document. */
export function RoutesScreen() {
  return <SnapshotState title="Routes">{(snapshot) => <Routes snapshot={snapshot} />}</SnapshotState>;
}

function Routes({ snapshot }: { readonly snapshot: ProjectSnapshot }) {
  const { id } = usePlace();
  const findings = useMemo(() => new FindingIndex(snapshot), [snapshot]);
  const items = useMemo(() => snapshot.routes.toSorted(byPath).map((route) => toItem(route, findings)), [snapshot, findings]);
  const route = snapshot.routes.find((candidate) => candidate.id === id);
  const detail = (asked: string) =>
    route ? (
      <RouteDetail key={route.id} route={route} findings={findings.of('route', route.id)} />
    ) : (
      <UnknownObject kind="route" id={asked} ids={items.map((item) => item.id)} />
    );
  const skipped = skippedParts(snapshot, 'routes');
  return (
    <SectionLayout
      kind="route"
      title="Routes"
      items={items}
      selectedId={route?.id ?? null}
      skipped={skipped}
      empty={skipped.length > 0 ? <NotReadState what="routes" /> : <NoRoutes connected={snapshot.project.sources.openapi !== null} />}
      detail={id === null ? null : detail(id)}
    />
  );
}

/** The methods of one path stand together, reading before writing. */
function byPath(a: Route, b: Route): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return methodRank(a.method) - methodRank(b.method);
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

function methodRank(method: string): number {
  const rank = methods.indexOf(method);
  return rank === -1 ? methods.length : rank;
}

function toItem(route: Route, findings: FindingIndex): ObjectListItem {
  const open = route.security?.length === 0;
  return {
    id: route.id,
    primary: route.path,
    badge: <MethodBadge method={route.method} />,
    search: [route.method, route.operationId, route.summary, ...route.tags].join(' '),
    meta: <RouteMarks level={findings.worstLevel('route', route.id)} open={open} tag={route.tags[0] ?? null} />,
    metaTitle: open ? 'No security' : route.tags.join(', '),
  };
}

interface RouteMarksProps {
  readonly level: FindingLevel | null;
  readonly open: boolean;
  readonly tag: string | null;
}

/** Worst finding, then whether anyone may call it, else its first tag. */
function RouteMarks({ level, open, tag }: RouteMarksProps) {
  return (
    <span className="flex items-center gap-2">
      {level === null ? null : <LevelBadge level={level} iconOnly />}
      {open ? <NoSecurityMark /> : <span className="block max-w-24 truncate">{tag === null ? null : <ForeignText text={tag} />}</span>}
    </span>
  );
}

function NoSecurityMark() {
  return (
    <>
      <LockKeyholeOpen aria-hidden size={14} strokeWidth={1.5} />
      <span className="sr-only">no security</span>
    </>
  );
}

function NoRoutes({ connected }: { readonly connected: boolean }) {
  if (connected) {
    return <EmptyState title="No routes">The OpenAPI document has no operation under “paths”.</EmptyState>;
  }
  return (
    <EmptyState title="No OpenAPI document is connected" code="aksara studio --openapi openapi.json">
      Operations of the application’s API stand here. Start the Studio with the document, a file or a URL:
    </EmptyState>
  );
}
