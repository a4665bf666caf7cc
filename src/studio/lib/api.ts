import { mutationOptions, QueryClient, queryOptions, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FlowRequest, HubStatusResponse, PlanRequest } from '#contract';
import { useStudioApi, type StudioApi } from './studio-api.ts';

/** Often enough to notice a stopped server within a few seconds, seldom enough to cost nothing. */
const healthEveryMs = 4_000;

/** Nothing is asked twice by itself: the catalog does not change by looking at it, and a failure is shown at once. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: false, staleTime: Infinity, refetchOnWindowFocus: false, networkMode: 'always' }, mutations: { networkMode: 'always' } },
  });
}

export function snapshotQuery(api: StudioApi) {
  return queryOptions({
    queryKey: ['snapshot'],
    queryFn: ({ signal }) => api.snapshot({ signal }),
    // An unchanged one is the same object already; to compare two of many thousand tables takes longer than to show the new one.
    structuralSharing: false,
  });
}

export function healthQuery(api: StudioApi) {
  return queryOptions({
    queryKey: ['health'],
    queryFn: ({ signal }) => api.health({ signal }),
    refetchInterval: healthEveryMs,
    staleTime: 0,
  });
}

export function actionsQuery(api: StudioApi) {
  return queryOptions({ queryKey: ['actions'], queryFn: ({ signal }) => api.actions({ signal }) });
}

export function hubStatusQuery(api: StudioApi) {
  return queryOptions({ queryKey: ['hub', 'status'], queryFn: ({ signal }) => api.hubStatus({ signal }), refetchOnWindowFocus: true, staleTime: 5_000 });
}

export function hubProvidersQuery(api: StudioApi) {
  return queryOptions({ queryKey: ['hub', 'providers'], queryFn: ({ signal }) => api.hubProviders({ signal }), refetchOnWindowFocus: true, staleTime: 5_000 });
}

export function hubModelsQuery(api: StudioApi) {
  return queryOptions({ queryKey: ['hub', 'models'], queryFn: ({ signal }) => api.hubModels({ signal }), staleTime: 5_000 });
}

/** Answers kept on this machine, of this project. */
export function historyQuery(api: StudioApi) {
  return queryOptions({ queryKey: ['history'], queryFn: ({ signal }) => api.history({ signal }), staleTime: 0 });
}

/** A pack; null asks for none. The facts it is made of are part of the key, so that a refreshed snapshot builds it anew. */
export function flowQuery(api: StudioApi, request: FlowRequest | null, factsVersion: number) {
  return queryOptions({
    queryKey: ['flow', request, factsVersion],
    queryFn: request ? ({ signal }) => api.flow(request, { signal }) : skipToken,
    gcTime: 60_000,
    // A pack is told apart by identity: one that was built here says so.
    structuralSharing: false,
    // While the facts are refreshed the pack of the same question stays; that of another one never does.
    placeholderData: (previous, previousQuery) => (isSame(previousQuery?.queryKey[1], request) ? previous : undefined),
  });
}

/** The pack that the backend builds itself; null asks for none. One that failed is asked for again by the next look at it. */
export function backendFlowQuery(api: StudioApi, request: FlowRequest | null, factsVersion: number) {
  return queryOptions({
    queryKey: ['backend-flow', request, factsVersion],
    queryFn: request ? ({ signal }) => api.backendFlow(request, { signal }) : skipToken,
    gcTime: 60_000,
    staleTime: ({ state }) => (state.data?.ok ? Infinity : 0),
    placeholderData: (previous, previousQuery) => (isSame(previousQuery?.queryKey[1], request) ? previous : undefined),
  });
}

/** The plan of a statement, asked for by a button: `mutate({sql, analyze})`. */
export function planMutation(api: StudioApi) {
  return mutationOptions({ mutationFn: (request: PlanRequest) => api.plan(request) });
}

export function useSnapshot() {
  return useQuery(snapshotQuery(useStudioApi()));
}

export function useHealth() {
  return useQuery(healthQuery(useStudioApi()));
}

/** Origin of the Aksara backend that the server stands in front of; null = there is none, undefined = not known yet. */
export function useBackendOrigin(): string | null | undefined {
  const api = useStudioApi();
  // Others look at the health again and again; here it is enough what they see.
  const health = useQuery({ ...healthQuery(api), refetchInterval: false, staleTime: Infinity, select: ({ backend }) => backend?.origin ?? null });
  return health.data ?? (health.isPending ? undefined : null);
}

export function useHubStatus() {
  return useQuery(hubStatusQuery(useStudioApi()));
}

/** Reads the project's sources again, then everything that is shown. */
export function useRefresh() {
  const api = useStudioApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => api.refresh(),
    onSettled: () => Promise.all([queryClient.invalidateQueries({ queryKey: ['snapshot'] }), queryClient.invalidateQueries({ queryKey: ['health'] })]),
  });
}

/** Chooses copy only and re-reads the hub. */
export function useConfigureHub() {
  const api = useStudioApi();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (provider: string) => api.configureHub({ provider, enabled: true }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['hub'] }),
  });
}

/** True when flows may be opened: a provider has what it needs, or copy only is chosen. */
export function isHubConfigured(status: HubStatusResponse): boolean {
  return Boolean(status.active_provider);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
