import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import type { HistoryEntry } from '#contract';
import { historyQuery, useSnapshot } from '../lib/api.ts';
import { openKeptAnswer } from '../lib/kept-answers.ts';
import { useStudioApi } from '../lib/studio-api.ts';
import { ErrorState } from './query-state.tsx';
import { Badge } from './ui/badge.tsx';
import { Button } from './ui/button.tsx';
import { ForeignText } from './ui/foreign-text.tsx';

interface HistoryListProps {
  readonly entries: readonly HistoryEntry[];
  /** Called when one was opened. */
  readonly onOpen?: () => void;
}

/** Kept answers, newest first: a press opens one in the panel of its flow. */
export function HistoryList({ entries, onOpen }: HistoryListProps) {
  const api = useStudioApi();
  const queryClient = useQueryClient();
  const snapshot = useSnapshot().data;
  const open = useMutation({
    mutationFn: (id: string) => api.keptAnswer(id),
    onSuccess: (kept) => {
      openKeptAnswer(kept, snapshot);
      onOpen?.();
    },
  });
  const remove = useMutation({ mutationFn: (id: string) => api.deleteAnswers(id), onSuccess: (left) => queryClient.setQueryData(historyQuery(api).queryKey, left) });
  const error = open.error ?? remove.error;
  return (
    <>
      <ul aria-label="Kept answers" className="flex flex-col divide-y divide-line">
        {entries.map((entry) => (
          <li key={entry.id} className="flex items-center gap-1 py-1">
            <button type="button" data-focus="inset" className="flex min-w-0 flex-1 flex-col rounded-small px-1 py-0.5 text-left hover:bg-hover" onClick={() => open.mutate(entry.id)}>
              <span className="max-w-full truncate font-mono text-code"><ForeignText text={entry.title} /></span>
              <EntryFacts entry={entry} />
            </button>
            <Button variant="quiet" size="icon-small" aria-label={`Delete the answer about ${entry.title}, ${timeOf(entry)}`} onClick={() => remove.mutate(entry.id)}>
              <Trash2 aria-hidden size={14} strokeWidth={1.5} />
            </Button>
          </li>
        ))}
      </ul>
      {error ? <ErrorState error={error} /> : null}
    </>
  );
}

function EntryFacts({ entry }: { readonly entry: HistoryEntry }) {
  const from = entry.origin === 'pasted' ? 'pasted' : [entry.provider, entry.model].filter(Boolean).join(' ');
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-meta text-faint tabular-nums">
      <span>{entry.action_key.replaceAll('_', ' ')}</span>
      <span><ForeignText text={from} /></span>
      <span>{timeOf(entry)}</span>
      {entry.partial ? <Badge tone="warn">partial</Badge> : null}
    </span>
  );
}

function timeOf({ created_at }: HistoryEntry): string {
  return `${created_at.slice(0, 16).replace('T', ' ')} UTC`;
}
