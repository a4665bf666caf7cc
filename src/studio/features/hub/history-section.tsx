import { useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { HistoryResponse } from '#contract';
import { HistoryList } from '../../components/history-list.tsx';
import { ErrorState } from '../../components/query-state.tsx';
import { Button } from '../../components/ui/button.tsx';
import { historyQuery } from '../../lib/api.ts';
import { formatBytes, formatPlural } from '../../lib/format.ts';
import { useStudioApi } from '../../lib/studio-api.ts';

/** Answers about this project that are kept on this machine, with the switch that ends it. */
export function HistorySection() {
  const api = useStudioApi();
  const queryClient = useQueryClient();
  const history = useQuery(historyQuery(api));
  const store = (left: HistoryResponse) => queryClient.setQueryData(historyQuery(api).queryKey, left);
  const toggle = useMutation({ mutationFn: (enabled: boolean) => api.switchHistory(enabled), onSuccess: store });
  const clear = useMutation({ mutationFn: () => api.deleteAnswers(null), onSuccess: store });
  const error = history.error ?? toggle.error ?? clear.error;
  return (
    <section aria-labelledby="history-title" className="flex max-w-160 flex-col gap-2">
      <h2 id="history-title" className="text-title font-semibold">
        History
      </h2>
      <p className="text-soft">Answers are kept in files of your user on this machine, and go nowhere. The oldest make room for new ones.</p>
      {history.data ? (
        <>
          <label className="flex items-center gap-2">
            <input type="checkbox" checked={history.data.enabled} onChange={(event) => toggle.mutate(event.target.checked)} className="size-4 accent-accent" />
            Keep answers
            <span className="text-meta text-faint tabular-nums">
              {formatBytes(history.data.bytes)} of {formatBytes(history.data.limit_bytes)} in use
            </span>
          </label>
          {history.data.entries.length === 0 ? <p className="text-soft">No answer about this project is kept.</p> : <HistoryList entries={history.data.entries} />}
          {history.data.entries.length === 0 ? null : <DeleteAll count={history.data.entries.length} onDelete={() => clear.mutate()} />}
        </>
      ) : null}
      {error ? <ErrorState error={error} /> : null}
    </section>
  );
}

/** Asks once more, in the same place. */
function DeleteAll({ count, onDelete }: { readonly count: number; readonly onDelete: () => void }) {
  const [asked, setAsked] = useState(false);
  if (!asked) return <div><Button onClick={() => setAsked(true)}>Delete all</Button></div>;
  return (
    <div role="group" aria-label="Delete all answers" className="flex items-center gap-2">
      <span>Delete {formatPlural(count, 'answer')} for good?</span>
      <Button onClick={onDelete}>Delete</Button>
      <Button onClick={() => setAsked(false)}>Keep</Button>
    </div>
  );
}
