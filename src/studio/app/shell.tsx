import { lazy, Suspense, useState } from 'react';
import { PageHeader } from '../components/page-header.tsx';
import { SkeletonLines } from '../components/ui/skeleton.tsx';
import { goTo } from '../lib/go-to.ts';
import { pathOf } from '../lib/object-path.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { usePlace, useSearchState } from '../lib/url-state.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Rail } from './rail.tsx';
import { sections } from './sections.ts';
import { ServerBanner } from './server-banner.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { useDocumentTitle } from './use-document-title.ts';
import { useSnapshotWatch } from './use-snapshot-watch.ts';

const FlowPanel = lazy(async () => ({ default: (await import('../features/flow-panel/flow-panel.tsx')).FlowPanel }));

/** Rail, the section the URL names, and the flow panel over it. */
export function Shell() {
  const place = usePlace();
  const [shortcutsOpen, setShortcutsOpen] = useState(false);
  useShortcut('A', () => goTo(pathOf('ai-hub')));
  useShortcut('?', () => setShortcutsOpen((open) => !open));
  useSnapshotWatch();
  const section = sections.find((candidate) => candidate.name === place.section);
  useDocumentTitle(section?.title, place.id);
  const Screen = section?.screen;
  return (
    <div className="flex h-dvh flex-row max-narrow:flex-col-reverse">
      <Rail current={place.section} onShortcuts={() => setShortcutsOpen(true)} />
      <main className="@container/main relative flex min-h-0 min-w-0 flex-1 flex-col">
        <ServerBanner />
        <ErrorBoundary key={place.section}>
          <Suspense fallback={<ScreenFrame title={section?.title ?? ''} />}>{Screen ? <Screen /> : null}</Suspense>
        </ErrorBoundary>
      </main>
      <PanelPlace />
      {shortcutsOpen ? <ShortcutsDialog onClose={() => setShortcutsOpen(false)} /> : null}
    </div>
  );
}

/** What stands there while a section's code is on its way: the same frame as while its facts are. */
function ScreenFrame({ title }: { readonly title: string }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={title} />
      <SkeletonLines lines={12} label={`Loading ${title}`} />
    </div>
  );
}

/** Apart from the shell, so that a change of the query string (each letter of the filter) does not render the whole page. */
function PanelPlace() {
  const { flow } = useSearchState();
  if (flow === undefined) return null;
  return (
    <Suspense fallback={null}>
      <FlowPanel />
    </Suspense>
  );
}
