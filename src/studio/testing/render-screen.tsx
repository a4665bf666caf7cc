import type { ReactNode } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render, type RenderResult } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { afterEach } from 'vitest';
import { TooltipProvider } from '../components/ui/tooltip.tsx';
import { createQueryClient } from '../lib/api.ts';
import { StudioApiProvider, type StudioApi } from '../lib/studio-api.ts';

// Screens load their parts on demand, which takes longer than the usual second on a machine with much to do.
configure({ asyncUtilTimeout: 8_000 });

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

// The test DOM lays nothing out; a list that believes it is 0 px high shows no row.
Object.defineProperties(HTMLElement.prototype, { clientHeight: { get: () => 640 }, clientWidth: { get: () => 320 } });

/** Renders a screen as the app does, at a path such as `/models/public.orders?view=indexes`, with a cache of its own. */
export function renderScreen(screen: ReactNode, { path, api }: { readonly path: string; readonly api: StudioApi }): RenderResult & { readonly user: UserEvent } {
  history.replaceState(null, '', `/studio/ui${path}`);
  const user = userEvent.setup();
  const result = render(
    <QueryClientProvider client={createQueryClient()}>
      <StudioApiProvider value={api}>
        <TooltipProvider>{screen}</TooltipProvider>
      </StudioApiProvider>
    </QueryClientProvider>,
  );
  return { ...result, user };
}
