import { RefreshCw, ServerOff, TriangleAlert } from 'lucide-react';
import { Button } from '../components/ui/button.tsx';
import { useHealth, useRefresh, useSnapshot } from '../lib/api.ts';
import { toErrorMessage } from '../lib/error-message.ts';
import { Banner } from './banner.tsx';

/** Says when what is shown may be old: the server is gone, or its last reading of the project failed. */
export function ServerBanner() {
  const health = useHealth();
  const refresh = useRefresh();
  const known = useSnapshot().data !== undefined;
  if (health.isError) {
    // Without facts the page itself says what failed.
    if (!known) return null;
    const { title, remedy } = toErrorMessage(health.error);
    return (
      <Banner warns icon={<ServerOff aria-hidden size={16} strokeWidth={1.5} className="text-bad" />}>
        {title}. What was read before stays; this line goes when it answers again. {remedy}
      </Banner>
    );
  }
  const state = health.data?.snapshot;
  if (!state?.stale) return null;
  return (
    <Banner warns icon={<TriangleAlert aria-hidden size={16} strokeWidth={1.5} className="text-warn" />}>
      <span className="flex-1">
        Stale: the last reading of the project failed. {state.stale_reason} {readAt(state.refreshed_at)}
      </span>
      <Button size="small" onClick={() => refresh.mutate()} disabledReason={refresh.isPending ? 'Reading the project' : null}>
        <RefreshCw aria-hidden size={14} strokeWidth={1.5} />
        Refresh
      </Button>
    </Banner>
  );
}

function readAt(time: string): string {
  const match = /T(\d\d:\d\d)/.exec(time);
  return match ? `Shown is the state of ${match[1]} UTC.` : '';
}
