import { Suspense, useState, type ReactNode } from 'react';
import { PageHeader } from '../components/page-header.tsx';
import { SectionSkeleton } from '../components/section-skeleton.tsx';
import { goTo } from '../lib/go-to.ts';
import { pathOf } from '../lib/object-path.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { usePlace } from '../lib/url-state.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { PanelPlace } from './panel-place.tsx';
import { Rail } from './rail.tsx';
import { ReadingBanner } from './reading-banner.tsx';
import { sections as allSections, type Section } from './sections.ts';
import { ServerBanner } from './server-banner.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { useBuilderAhead } from './use-builder-ahead.ts';
import { useDocumentTitle } from './use-document-title.ts';
import { useSnapshotWatch } from './use-snapshot-watch.ts';

/** Rail, the section the URL names, and the flow panel over it. */
export function Shell({ sections = allSections }: { readonly sections?: readonly Section[] }) {
  const place = usePlace();
  const [shortcutsOpen, setShortcutsOpen] = useState(false);
  useShortcut('A', () => goTo(pathOf('ai-hub')));
  useShortcut('?', () => setShortcutsOpen((open) => !open));
  useSnapshotWatch();
  useBuilderAhead();
  const section = sections.find((candidate) => candidate.name === place.section);
  const title = section?.title ?? '';
  useDocumentTitle(title, place.id);
  const Screen = section?.screen;
  return (
    <div className="flex h-dvh flex-row max-narrow:flex-col-reverse">
      <Rail current={place.section} onShortcuts={() => setShortcutsOpen(true)} />
      <main className="@container/main relative flex min-h-0 min-w-0 flex-1 flex-col">
        <ServerBanner />
        <ReadingBanner />
        <ErrorBoundary key={place.section} of={place.id} frame={(failure) => <ScreenFrame title={title}>{failure}</ScreenFrame>}>
          <Suspense fallback={<SectionSkeleton title={title} shape={section?.shape ?? 'page'} />}>{Screen ? <Screen /> : null}</Suspense>
        </ErrorBoundary>
      </main>
      <PanelPlace />
      {shortcutsOpen ? <ShortcutsDialog onClose={() => setShortcutsOpen(false)} /> : null}
    </div>
  );
}

/** The head of a section whose code did not arrive. */
function ScreenFrame({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHeader title={title} />
      {children}
    </div>
  );
}
