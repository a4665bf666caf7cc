import { useMemo } from 'react';
import { LockKeyholeOpen } from 'lucide-react';
import type { ProjectSnapshot, Route } from '#contract';
import type { ObjectListItem } from '../../components/list-item.ts';
import { EmptyState } from '../../components/query-state.tsx';
import { SectionLayout } from '../../components/section-layout.tsx';
import { SnapshotState } from '../../components/snapshot-state.tsx';
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
  const items = useMemo(() => snapshot.routes.toSorted(byPath).map(toItem), [snapshot]);
  const route = snapshot.routes.find((candidate) => candidate.id === id);
  const detail = (asked: string) =>
    route ? (
      <RouteDetail key={route.id} route={route} findings={findings.of('route', route.id)} />
    ) : (
      <UnknownObject kind="route" id={asked} ids={items.map((item) => item.id)} />
    );
  return (
    <SectionLayout
      kind="route"
      title="Routes"
      items={items}
      selectedId={route?.id ?? null}
      skipped={skippedParts(snapshot, 'routes')}
      empty={<NoRoutes connected={snapshot.project.sources.openapi !== null} />}
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

function toItem(route: Route): ObjectListItem {
  const open = route.security?.length === 0;
  return {
    id: route.id,
    primary: route.path,
    badge: <MethodBadge method={route.method} />,
    search: [route.method, route.operationId, route.summary, ...route.tags].join(' '),
    meta: open ? <NoSecurityMark /> : <span className="block max-w-24 truncate">{route.tags[0]}</span>,
    metaTitle: open ? 'No security' : route.tags.join(', '),
  };
}

function NoSecurityMark() {
  return (
    <span className="text-bad">
      <LockKeyholeOpen aria-hidden size={14} strokeWidth={1.5} />
      <span className="sr-only">no security</span>
    </span>
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
