import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FlowError, type HubProvider, type HubTestResponse } from '#contract';
import { Button } from '../../components/ui/button.tsx';
import { toErrorCode } from '../../lib/error-code.ts';
import { formatDuration, formatPlural } from '../../lib/format.ts';
import { useStudioApi } from '../../lib/studio-api.ts';
import { SetupStep } from './setup-step.tsx';

/** Asks the provider for its models: it spends nothing, and no prompt is sent. */
export function ProviderTest({ provider: { kind, configured, needs = [] } }: { readonly provider: HubProvider }) {
  const api = useStudioApi();
  const queryClient = useQueryClient();
  const test = useMutation({ mutationFn: () => api.testProvider(kind), onSettled: () => queryClient.invalidateQueries({ queryKey: ['hub'] }) });
  const missing = configured ? null : `Needs ${needs.join(' and ')}`;
  return (
    <SetupStep title="Test" says={kind === 'aksara' ? 'Has the backend test its provider. No prompt is sent, nothing is spent.' : 'Asks the provider for its models with this key. No prompt is sent, nothing is spent.'} done={test.data?.reachable ? found(test.data) : null} error={test.error ?? failure(test.data)}>
      <div>
        <Button onClick={() => test.mutate()} disabledReason={test.isPending ? 'The provider is being asked' : missing}>Test connection</Button>
      </div>
    </SetupStep>
  );
}

function found({ latency_ms: latency, models, remedy }: HubTestResponse): string {
  const facts = [latency === null || latency === undefined ? 'Reachable' : `Reachable in ${formatDuration(latency)}`, models ? `${formatPlural(models.length, 'model')} listed` : 'it lists no models'];
  return `${facts.join(', ')}${remedy ? `. ${remedy}` : ''}`;
}

function failure(answer: HubTestResponse | undefined): FlowError | null {
  if (!answer || answer.reachable) return null;
  return new FlowError(toErrorCode(answer.error_code), answer.error ?? 'The provider was not reached.', answer.remedy ? { remedy: answer.remedy } : {});
}
