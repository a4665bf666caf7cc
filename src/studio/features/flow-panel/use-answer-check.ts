import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { CheckResponse } from '#contract';
import type { FlowAnswer } from '../../lib/flow-answer.ts';
import { useStudioApi } from '../../lib/studio-api.ts';

/** Holds an answer against the project once it has ended; asked once an answer. */
export function useAnswerCheck({ id, status, text, question }: FlowAnswer): UseQueryResult<CheckResponse> {
  const api = useStudioApi();
  const ready = status !== 'running' && text !== '';
  return useQuery({
    queryKey: ['answer-check', id, status],
    queryFn: ready ? ({ signal }) => api.checkAnswer({ ...question, answer: text }, { signal }) : skipToken,
  });
}
