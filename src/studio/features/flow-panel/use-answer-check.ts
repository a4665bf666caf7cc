import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { CheckResponse } from '#contract';
import type { FlowAnswer } from '../../lib/flow-answer.ts';
import { useStudioApi } from '../../lib/studio-api.ts';

/** Holds an answer against the project once it has ended; asked once an answer. */
export function useAnswerCheck({ id, status, text, question }: FlowAnswer): UseQueryResult<CheckResponse> {
  const api = useStudioApi();
  const ready = status !== 'running' && text !== '';
  return useQuery({
    queryKey: answerCheckKey(id, status),
    queryFn: ready ? ({ signal }) => api.checkAnswer({ ...question, answer: text }, { signal }) : skipToken,
  });
}

/** An answer that was stopped and one that is complete are two. */
export function answerCheckKey(id: number, status: FlowAnswer['status']) {
  return ['answer-check', id, status] as const;
}
