import { createContext, useContext } from 'react';
import { createFlowSender, createStudioClient, runFlowStream, type CallOptions, type Connection, type RunStreamOptions } from '#client';
import type {
  CheckRequest, CheckResponse, FlowActionsResponse, FlowRequest, HealthResponse, HistoryResponse, HubChangeResponse, HubConfigureRequest, HubDefaultsRequest, HubModelsResponse,
  HubProvidersResponse, HubSecretRequest, HubStatusResponse, HubTestResponse, KeptAnswer, PlanRequest, PlanResponse, ProjectSnapshot, PromptPack, RefreshResponse, RunPreviewResponse,
  RunRequest, RunResponse, SaveAnswerResponse,
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
  hubModels(options?: CallOptions): Promise<HubModelsResponse>;
  configureHub(request: HubConfigureRequest): Promise<HubChangeResponse>;
  saveKey(request: HubSecretRequest): Promise<HubChangeResponse>;
  setHubDefaults(request: HubDefaultsRequest): Promise<HubChangeResponse>;
  testProvider(provider: string, options?: CallOptions): Promise<HubTestResponse>;
  plan(request: PlanRequest, options?: CallOptions): Promise<PlanResponse>;
  /** Builds a pack; an expected failure is an answer with `ok: false`. */
  flow(request: FlowRequest, options?: CallOptions): Promise<PromptPack>;
  /** The pack that the backend of the project builds itself; what it does instead is an answer with `ok: false`. */
  backendFlow(request: FlowRequest, options?: CallOptions): Promise<PromptPack>;
  /** True of a pack that this page built by itself, because the server could not. */
  isBuiltHere?(pack: PromptPack): boolean;
  /** Loads what this page builds packs with when the server is gone. Never fails. */
  loadBuilder?(): Promise<void>;
  refresh(): Promise<RefreshResponse>;
  /** What a run would send, and where; sends nothing. */
  runPreview(request: RunRequest, options?: CallOptions): Promise<RunPreviewResponse>;
  /** Sends a pack to its provider; the answer comes as events. */
  run(request: RunRequest, options: RunStreamOptions): Promise<RunResponse>;
  checkAnswer(request: CheckRequest, options?: CallOptions): Promise<CheckResponse>;
  history(options?: CallOptions): Promise<HistoryResponse>;
  keptAnswer(id: string, options?: CallOptions): Promise<KeptAnswer>;
  saveAnswer(request: CheckRequest): Promise<SaveAnswerResponse>;
  /** Null = every answer of the project. */
  deleteAnswers(id: string | null): Promise<HistoryResponse>;
  switchHistory(enabled: boolean): Promise<HistoryResponse>;
}

export function createStudioApi(connection: Connection, server: ServerAddress): StudioApi {
  const client = createStudioClient(connection);
  let last: ProjectSnapshot | undefined;
  let lastHub: HubStatusResponse | undefined;
  const flows = createFlowSender({ client, snapshot: () => last, hub: () => lastHub });
  return {
    server,
    snapshot: async (options) => {
      last = await client.snapshot(options);
      return last;
    },
    health: client.health,
    actions: client.flowActions,
    hubStatus: async (options) => {
      lastHub = await client.hubStatus(options);
      return lastHub;
    },
    hubProviders: client.hubProviders,
    hubModels: client.hubModels,
    configureHub: client.hubConfigure,
    saveKey: client.hubSecret,
    setHubDefaults: client.hubDefaults,
    testProvider: (provider, options) => client.hubTest({ provider }, options),
    plan: client.plan,
    flow: flows.send,
    backendFlow: client.backendFlow,
    isBuiltHere: flows.isBuiltHere,
    loadBuilder: flows.loadBuilder,
    refresh: () => client.refresh({}),
    runPreview: client.runPreview,
    run: (request, options) => runFlowStream(connection, request, options),
    checkAnswer: client.answerCheck,
    history: client.history,
    keptAnswer: (id, options) => client.historyEntry({ id }, options),
    saveAnswer: client.historySave,
    deleteAnswers: (id) => client.historyDelete({ id }),
    switchHistory: (enabled) => client.historySettings({ enabled }),
  };
}

const StudioApiContext = createContext<StudioApi | null>(null);
export const StudioApiProvider = StudioApiContext.Provider;

export function useStudioApi(): StudioApi {
  const api = useContext(StudioApiContext);
  if (!api) throw new Error('useStudioApi outside StudioApiProvider');
  return api;
}
