import { Suspense, type ComponentType, type ReactNode } from 'react';
import { X } from 'lucide-react';
import { PanelFrame } from '../components/panel-frame.tsx';
import { Button } from '../components/ui/button.tsx';
import { closeFlow } from '../lib/flow-history.ts';
import { lazyPart } from '../lib/lazy-part.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { useSearchState } from '../lib/url-state.ts';
import { ErrorBoundary } from './error-boundary.tsx';

const FlowPanel = lazyPart(async () => (await import('../features/flow-panel/flow-panel.tsx')).FlowPanel);

/** Apart from the shell, so that a change of the query string (each letter of the filter) does not render the whole page. */
export function PanelPlace({ panel: Panel = FlowPanel }: { readonly panel?: ComponentType }) {
  const { flow } = useSearchState();
  if (flow === undefined) return null;
  return (
    <ErrorBoundary of={flow} frame={(failure) => <BrokenPanel>{failure}</BrokenPanel>}>
      <Suspense fallback={null}>
        <Panel />
      </Suspense>
    </ErrorBoundary>
  );
}

/** The failure in the place of the panel, which can be closed all the same. */
function BrokenPanel({ children }: { readonly children: ReactNode }) {
  useShortcut('Escape', closeFlow);
  return (
    <PanelFrame aria-label="AI flow">
      <div className="flex justify-end p-2">
        <Button variant="quiet" size="icon" aria-label="Close" onClick={closeFlow}>
          <X aria-hidden size={16} strokeWidth={1.5} />
        </Button>
      </div>
      {children}
    </PanelFrame>
  );
}
