import type { z } from 'zod/mini';
import { flowActionsResponseSchema } from './flow-action.ts';
import {
  diagnosticFlowRequestSchema, flowRequestSchema, migrationFlowRequestSchema, modelFlowRequestSchema, queryFlowRequestSchema, routeFlowRequestSchema,
} from './flow-request.ts';
import { planRequestSchema, planResponseSchema } from './plan.ts';
import { promptPackSchema } from './prompt-pack.ts';
import { projectSnapshotSchema } from './snapshot/project-snapshot.ts';
import * as hub from './wire/ai-hub.ts';
import * as answers from './wire/answers.ts';
import * as queries from './wire/db-queries.ts';
import { diagnosticsResponseSchema } from './wire/diagnostics.ts';
import { runRequestSchema, runResponseSchema } from './wire/flow-run.ts';
import * as legacy from './wire/legacy-hub.ts';
import { migrationsSummaryResponseSchema } from './wire/migrations-summary.ts';
import { inspectedModelSchema, inspectedModelsResponseSchema } from './wire/models-inspect.ts';
import * as status from './wire/project-status.ts';
import { runPreviewResponseSchema } from './wire/run-preview.ts';
import { runEventSchemas } from './wire/run-stream.ts';
import * as runtime from './wire/runtime.ts';

export interface Endpoint {
  readonly method: 'GET' | 'POST';
  /** `:name` marks a path parameter, one encoded segment. */
  readonly path: `/studio/${string}`;
  /** Schema of the JSON body; null = no body is read. */
  readonly request: z.core.$ZodType | null;
  readonly response: z.core.$ZodType;
  /** With `Accept: text/event-stream` it answers these events instead: name and schema of the data. */
  readonly events?: Readonly<Record<string, z.core.$ZodType>>;
}

/** Every endpoint of the API, once: the server's router, `/openapi.json` and the client are made from it. */
export const endpoints = {
  handshake: get('/studio/handshake', status.handshakeResponseSchema),
  contextSummary: get('/studio/context/summary', status.contextSummaryResponseSchema),
  health: get('/studio/health', status.healthResponseSchema),
  migrationsSummary: get('/studio/migrations/summary', migrationsSummaryResponseSchema),
  runtimeInfo: get('/studio/runtime/info', runtime.runtimeInfoResponseSchema),
  runtimeRoutes: get('/studio/runtime/routes', runtime.runtimeRoutesResponseSchema),
  queries: get('/studio/db/queries', queries.queriesResponseSchema),
  queryBatch: get('/studio/db/queries/:request_id', queries.queryBatchSchema),
  plan: post('/studio/db/plan', planRequestSchema, planResponseSchema),
  models: get('/studio/models/inspect/all', inspectedModelsResponseSchema),
  model: get('/studio/models/inspect/:name', inspectedModelSchema),
  diagnostics: get('/studio/diagnostics', diagnosticsResponseSchema),
  hubStatus: get('/studio/ai-hub/status', hub.hubStatusResponseSchema),
  hubProviders: get('/studio/ai-hub/providers', hub.hubProvidersResponseSchema),
  hubModels: get('/studio/ai-hub/models', hub.hubModelsResponseSchema),
  hubConfigure: post('/studio/ai-hub/configure', hub.hubConfigureRequestSchema, hub.hubChangeResponseSchema),
  hubSecret: post('/studio/ai-hub/configure/secret', hub.hubSecretRequestSchema, hub.hubChangeResponseSchema),
  hubDefaults: post('/studio/ai-hub/defaults', hub.hubDefaultsRequestSchema, hub.hubChangeResponseSchema),
  hubTest: post('/studio/ai-hub/test', hub.hubTestRequestSchema, hub.hubTestResponseSchema),
  legacyProviders: get('/studio/ai/hub/providers', legacy.legacyProvidersResponseSchema),
  legacySave: post('/studio/ai/hub/providers/save', legacy.legacySaveRequestSchema, legacy.legacySaveResponseSchema),
  legacyPing: post('/studio/ai/hub/providers/ping', legacy.legacyPingRequestSchema, legacy.legacyPingResponseSchema),
  flowActions: get('/studio/ai/flows/actions', flowActionsResponseSchema),
  modelFlow: post('/studio/ai/flows/model', modelFlowRequestSchema, promptPackSchema),
  routeFlow: post('/studio/ai/flows/route', routeFlowRequestSchema, promptPackSchema),
  queryFlow: post('/studio/ai/flows/query', queryFlowRequestSchema, promptPackSchema),
  migrationFlow: post('/studio/ai/flows/migration', migrationFlowRequestSchema, promptPackSchema),
  diagnosticFlow: post('/studio/ai/flows/diagnostic', diagnosticFlowRequestSchema, promptPackSchema),
  backendFlow: post('/studio/backend/flows', flowRequestSchema, promptPackSchema),
  runFlow: { ...post('/studio/ai/flows/run', runRequestSchema, runResponseSchema), events: runEventSchemas },
  runPreview: post('/studio/ai/flows/run/preview', runRequestSchema, runPreviewResponseSchema),
  answerCheck: post('/studio/ai/answers/check', answers.checkRequestSchema, answers.checkResponseSchema),
  history: get('/studio/ai/history', answers.historyResponseSchema),
  historyEntry: get('/studio/ai/history/:id', answers.keptAnswerSchema),
  historySave: post('/studio/ai/history/save', answers.checkRequestSchema, answers.saveAnswerResponseSchema),
  historyDelete: post('/studio/ai/history/delete', answers.deleteAnswersRequestSchema, answers.historyResponseSchema),
  historySettings: post('/studio/ai/history/settings', answers.historySettingsRequestSchema, answers.historyResponseSchema),
  snapshot: get('/studio/snapshot', projectSnapshotSchema),
  refresh: post('/studio/refresh', status.refreshRequestSchema, status.refreshResponseSchema),
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;
export type EndpointResponse<Name extends EndpointName> = z.infer<(typeof endpoints)[Name]['response']>;
/** The body an endpoint takes; `undefined` where it reads none. */
export type EndpointRequest<Name extends EndpointName> = (typeof endpoints)[Name]['request'] extends infer Schema extends z.core.$ZodType
  ? z.infer<Schema>
  : undefined;

function get<const Path extends `/studio/${string}`, Response extends z.core.$ZodType>(path: Path, response: Response) {
  return { method: 'GET', path, request: null, response } as const;
}

function post<const Path extends `/studio/${string}`, Request extends z.core.$ZodType, Response extends z.core.$ZodType>(
  path: Path, request: Request, response: Response,
) {
  return { method: 'POST', path, request, response } as const;
}
