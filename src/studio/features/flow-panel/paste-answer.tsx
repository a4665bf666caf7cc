import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FlowError, type SaveAnswerResponse } from '#contract';
import { ErrorState } from '../../components/query-state.tsx';
import { Button } from '../../components/ui/button.tsx';
import { useAnswersStore } from '../../lib/answers-store.ts';
import { toErrorCode } from '../../lib/error-code.ts';
import type { Question } from '../../lib/flow-answer.ts';
import { useStudioApi } from '../../lib/studio-api.ts';
import { answerCheckKey } from './use-answer-check.ts';

interface PasteAnswerProps {
  readonly answerKey: string;
  readonly question: Question;
  readonly onClose: () => void;
}

/** Takes the answer of a chat elsewhere: it is kept, checked and shown as any other. */
export function PasteAnswer({ answerKey, question, onClose }: PasteAnswerProps) {
  const api = useStudioApi();
  const queryClient = useQueryClient();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = useMutation({
    mutationFn: async (answer: string) => {
      const saved = await api.saveAnswer({ ...question, answer });
      if (!saved.ok) throw new FlowError(toErrorCode(saved.error_code), saved.error ?? 'The server gave no reason.');
      return saved;
    },
    onSuccess: (saved, answer) => {
      const id = useAnswersStore.getState().put(answerKey, { ...pasted, question, text: answer, packId: saved.prompt_pack?.pack_id ?? null, startedAt: Date.now() });
      queryClient.setQueryData(answerCheckKey(id, 'complete'), toCheck(saved));
      onClose();
    },
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') save.mutate(text);
  };
  return (
    <form onSubmit={onSubmit} aria-label="Paste answer" className="m-4 flex flex-col gap-2 rounded-medium border border-line-strong p-3">
      <label htmlFor="pasted-answer" className="font-semibold">
        Answer from a chat
      </label>
      <textarea
        ref={field}
        id="pasted-answer"
        rows={8}
        spellCheck={false}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="max-h-96 min-h-24 w-full resize-y rounded-medium border border-control bg-surface px-2 py-1.5 font-mono text-code text-text"
      />
      <p className="text-meta text-soft">It is checked against the project and kept on this machine; it is sent nowhere.</p>
      <div className="flex gap-2">
        <Button type="submit" variant="primary" disabledReason={pasteReason(text, save.isPending)}>Show and check</Button>
        <Button onClick={onClose}>Cancel</Button>
      </div>
      {save.error ? <ErrorState error={save.error} /> : null}
    </form>
  );
}

const pasted = { origin: 'pasted', status: 'complete', partial: false, provider: '', model: '', tokens: null, elapsedMs: null, warnings: [], retry: null, error: null, stop: null } as const;

function pasteReason(text: string, pending: boolean): string | null {
  if (pending) return 'The answer is being saved';
  return text.trim() === '' ? 'Paste the answer first' : null;
}

function toCheck({ ok, prompt_pack, check, error, error_code }: SaveAnswerResponse) {
  return { ok, pack_id: prompt_pack?.pack_id ?? null, check, error, error_code };
}
