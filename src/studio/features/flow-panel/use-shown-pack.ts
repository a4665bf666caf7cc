import { useQuery } from '@tanstack/react-query';
import type { PromptPack } from '#contract';
import { backendFlowQuery, useBackendOrigin, useSnapshot } from '../../lib/api.ts';
import type { PackSource } from '../../lib/flow-history.ts';
import { useStudioApi } from '../../lib/studio-api.ts';
import { useSearchState } from '../../lib/url-state.ts';
import { packFailure } from './pack-failure.ts';
import type { OpenFlow } from './use-flow.ts';

/** The pack that the panel shows of the open flow. */
export interface ShownPack {
  readonly source: PackSource;
  /** Origin of the backend whose own pack can be shown; null = there is none. */
  readonly backend: string | null;
  readonly pack: PromptPack | undefined;
  /** The page built it itself, because the server could not. */
  readonly builtHere: boolean;
  readonly error: unknown;
  /** The error is of the backend, not of the Studio's server. */
  readonly failedBehind: boolean;
  readonly fetching: boolean;
  readonly retry: () => void;
}

/** Ours, or the backend's own where the URL says so and there is a backend. It is asked for when it is looked at, not before. */
export function useShownPack(flow: OpenFlow): ShownPack {
  const api = useStudioApi();
  const { pack: wanted } = useSearchState();
  const origin = useBackendOrigin();
  const facts = useSnapshot();
  const isTheirs = wanted === 'backend' && origin !== null;
  const theirs = useQuery(backendFlowQuery(api, isTheirs && origin !== undefined ? flow.request : null, facts.dataUpdatedAt));
  const backend = origin ?? null;
  if (!isTheirs) return { source: 'ours', backend, pack: flow.pack, builtHere: flow.builtHere, error: flow.error, failedBehind: false, fetching: flow.fetching, retry: flow.retry };
  const refusal = packFailure(theirs.data);
  return {
    source: 'backend',
    backend,
    pack: theirs.data?.ok ? theirs.data : undefined,
    builtHere: false,
    // While nothing can be asked of ours, nothing can be asked of theirs.
    error: flow.request === null ? flow.error : (theirs.error ?? refusal),
    failedBehind: flow.request !== null && refusal !== null && theirs.error === null,
    fetching: theirs.isFetching,
    retry: () => (flow.request === null ? flow.retry() : void theirs.refetch()),
  };
}
