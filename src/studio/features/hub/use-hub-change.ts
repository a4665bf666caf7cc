import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FlowError, type HubChangeResponse } from '#contract';
import { toErrorCode } from '../../lib/error-code.ts';
import { useStudioApi, type StudioApi } from '../../lib/studio-api.ts';

/** A change of the hub, after which everything about it is read again. A refusal is an error. */
export function useHubChange<Input>(change: (api: StudioApi, input: Input) => Promise<HubChangeResponse>) {
  const api = useStudioApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (input: Input) => {
      const answer = await change(api, input);
      if (!answer.ok) throw new FlowError(toErrorCode(answer.error_code), answer.message ?? 'The server refused the change.');
      return answer;
    },
    // A key is never kept where it was sent from.
    gcTime: 0,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['hub'] }),
  });
}
