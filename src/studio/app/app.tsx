import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { TooltipProvider } from '../components/ui/tooltip.tsx';
import { StudioApiProvider, type StudioApi } from '../lib/studio-api.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { Shell } from './shell.tsx';
import { SnapshotDrop } from './snapshot-drop.tsx';

interface AppProps {
  readonly api: StudioApi;
  readonly queryClient: QueryClient;
}

export function App({ api, queryClient }: AppProps) {
  return (
    <QueryClientProvider client={queryClient}>
      <StudioApiProvider value={api}>
        <TooltipProvider delayDuration={400} skipDelayDuration={200}>
          <ErrorBoundary>
            <Shell />
            <SnapshotDrop />
          </ErrorBoundary>
        </TooltipProvider>
      </StudioApiProvider>
    </QueryClientProvider>
  );
}
