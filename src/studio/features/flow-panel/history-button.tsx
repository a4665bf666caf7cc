import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { HistoryList } from '../../components/history-list.tsx';
import { ErrorState } from '../../components/query-state.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '../../components/ui/popover.tsx';
import { historyQuery } from '../../lib/api.ts';
import { isSameObject } from '../../lib/kept-answers.ts';
import { useStudioApi } from '../../lib/studio-api.ts';
import type { OpenFlow } from './use-flow.ts';

/** The kept answers about the object of the panel. */
export function HistoryButton({ flow }: { readonly flow: OpenFlow }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="quiet">History</Button>
      </PopoverTrigger>
      <PopoverContent aria-label="History" className="max-h-96 overflow-y-auto">
        <Kept flow={flow} onOpen={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  );
}

function Kept({ flow: { question }, onOpen }: { readonly flow: OpenFlow; readonly onOpen: () => void }) {
  const history = useQuery(historyQuery(useStudioApi()));
  if (history.error && !history.data) return <ErrorState error={history.error} onRetry={() => void history.refetch()} />;
  const entries = history.data?.entries.filter((entry) => question !== null && isSameObject(entry, question)) ?? [];
  if (entries.length > 0) return <HistoryList entries={entries} onOpen={onOpen} />;
  if (!history.data) return null;
  return <p className="text-soft">{history.data.enabled ? 'No answer about this object is kept on this machine.' : 'The history is off: AI Hub switches it on.'}</p>;
}
