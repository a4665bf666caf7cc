import { createContext, useContext } from 'react';
import { sendFlow, type CallOptions, type StudioClient } from '#client';
import type {
  FlowActionsResponse, FlowRequest, HealthResponse, HubChangeResponse, HubConfigureRequest, HubProvidersResponse, HubStatusResponse, PlanRequest, PlanResponse,
  ProjectSnapshot, PromptPack, RefreshResponse,
} from '#contract';

/** The server as a command in a terminal reaches it. */
export interface ServerAddress {
  /** Without a trailing slash, such as `http://127.0.0.1:8000`. */
  readonly origin: string;
  /** It answers only to those who know its token. */
  readonly asksForToken: boolean;
}

/** What the Studio asks of a server; tests bring their own. Every call throws FlowError. */
export interface StudioApi {
  readonly server: ServerAddress;
  snapshot(options?: CallOptions): Promise<ProjectSnapshot>;
  health(options?: CallOptions): Promise<HealthResponse>;
  actions(options?: CallOptions): Promise<FlowActionsResponse>;
  hubStatus(options?: CallOptions): Promise<HubStatusResponse>;
  hubProviders(options?: CallOptions): Promise<HubProvidersResponse>;
  configureHub(request: HubConfigureRequest): Promise<HubChangeResponse>;
  plan(request: PlanRequest, options?: CallOptions): Promise<PlanResponse>;
  /** Builds a pack; an expected failure is an answer with `ok: false`. */
  flow(request: FlowRequest, options?: CallOptions): Promise<PromptPack>;
  refresh(): Promise<RefreshResponse>;
}

export function createStudioApi(client: StudioClient, server: ServerAddress): StudioApi {
  return {
    server,
    snapshot: client.snapshot,
    health: client.health,
    actions: client.flowActions,
    hubStatus: client.hubStatus,
    hubProviders: client.hubProviders,
    configureHub: client.hubConfigure,
    plan: client.plan,
    flow: (request, options) => sendFlow(client, request, options),
    refresh: () => client.refresh({}),
  };
}

const StudioApiContext = createContext<StudioApi | null>(null);
export const StudioApiProvider = StudioApiContext.Provider;

export function useStudioApi(): StudioApi {
  const api = useContext(StudioApiContext);
  if (!api) throw new Error('useStudioApi outside StudioApiProvider');
  return api;
}
