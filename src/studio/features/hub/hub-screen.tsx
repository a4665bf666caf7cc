import { useQuery } from '@tanstack/react-query';
import type { HubProvidersResponse, HubStatusResponse } from '#contract';
import { PageHeader } from '../../components/page-header.tsx';
import { ErrorState } from '../../components/query-state.tsx';
import { SkeletonLines } from '../../components/ui/skeleton.tsx';
import { hubProvidersQuery, useHubStatus } from '../../lib/api.ts';
import { useStudioApi } from '../../lib/studio-api.ts';
import { ApprovedHosts } from './approved-hosts.tsx';
import { CopyOnly } from './copy-only.tsx';
import { HistorySection } from './history-section.tsx';
import { ProviderSetup } from './provider-setup.tsx';
import { ProviderTable } from './provider-table.tsx';

/** Where packs go: by hand from the clipboard, or to a provider. */
export function HubScreen() {
  const status = useHubStatus();
  const providers = useQuery(hubProvidersQuery(useStudioApi()));
  const error = status.error ?? providers.error;
  const retry = () => void Promise.all([status.refetch(), providers.refetch()]);
  return (
    <section aria-label="AI Hub" className="flex min-h-0 flex-1 flex-col">
      <PageHeader title="AI Hub" />
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto bg-surface">
        {error && !providers.data ? <ErrorState error={error} onRetry={retry} retrying={status.isFetching} /> : null}
        {status.data && providers.data ? <HubReady status={status.data} providers={providers.data} /> : null}
        {status.isPending || providers.isPending ? <SkeletonLines lines={8} label="Loading AI Hub" /> : null}
      </div>
    </section>
  );
}

interface HubReadyProps {
  readonly status: HubStatusResponse;
  readonly providers: HubProvidersResponse;
}

function HubReady({ status, providers }: HubReadyProps) {
  const remote = providers.providers.filter((provider) => provider.kind !== 'copy_only');
  return (
    <div className="flex max-w-240 flex-col gap-8 p-4 narrow:p-6">
      <CopyOnly status={status} />
      <section aria-labelledby="providers-title" className="flex flex-col gap-2">
        <h2 id="providers-title" className="text-title font-semibold">
          Providers
        </h2>
        <p className="max-w-160 text-soft">
          The provider in use and its model are named in every pack. Nothing is sent by itself: a pack leaves the machine when you copy it or press Run AI, and the first time for each host the exact request is shown before.
        </p>
        <ProviderTable providers={remote} active={status.active_provider ?? null} />
      </section>
      <ProviderSetup providers={remote} status={status} />
      <ApprovedHosts />
      <HistorySection />
      {status.warnings?.map((warning) => (
        <p key={warning} role="status" className="max-w-160 text-warn">
          {warning}
        </p>
      ))}
    </div>
  );
}
