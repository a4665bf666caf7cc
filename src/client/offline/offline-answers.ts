import { FlowError, type CheckRequest, type CheckResponse, type FlowRequest, type HealthResponse, type HubDefaults, type HubProvidersResponse, type HubStatusResponse, type KeptAnswer, type PackResult, type RefreshResponse } from '#contract';
import { allActions, checkPackAnswer, failedPack, toVisibleLine } from '#flows';
import type { AnswerMemory } from './answer-memory.ts';
import type { OfflineAnswers, OfflineOptions } from './offline-connection.ts';
import { buildOfflinePack, noPlanError, noProvider, toFlowRequest } from './offline-pack.ts';
import type { HeldSnapshot } from './snapshot-shelf.ts';

export interface AnswerParts extends Required<OfflineOptions> {
  readonly memory: AnswerMemory;
}

/** What a page without a server answers; every other endpoint needs one. */
export function createOfflineAnswers(parts: AnswerParts): OfflineAnswers {
  const { readSnapshot, loadParser, memory } = parts;
  const flow = async (request: FlowRequest) => (await makePack(parts, request)).pack;
  const history = async () => memory.list((await readSnapshot()).snapshot.project.name);
  const refuse = () => Promise.reject(noProvider());
  return {
    health: async () => toHealth(await readSnapshot(), parts.now()),
    refresh: async () => ({ ok: true, snapshot: toState(await readSnapshot()) }),
    flowActions: async () => {
      const actions = [...allActions((await readSnapshot()).snapshot.configuration?.actions)];
      return { actions, total: actions.length };
    },
    modelFlow: ({ body }) => flow({ kind: 'model', body }),
    routeFlow: ({ body }) => flow({ kind: 'route', body }),
    queryFlow: ({ body }) => flow({ kind: 'query', body }),
    migrationFlow: ({ body }) => flow({ kind: 'migration', body }),
    diagnosticFlow: ({ body }) => flow({ kind: 'diagnostic', body }),
    plan: async ({ body }) => Promise.reject(noPlanError(body.sql, await readSnapshot(), await loadParser())),
    hubStatus: () => copyOnlyStatus,
    hubProviders: () => copyOnlyProviders,
    hubModels: () => ({ defaults: copyOnlyDefaults, models: [] }),
    hubConfigure: ({ body }) => (body.provider === 'copy_only' ? { ok: true, provider: 'copy_only' } : refuse()),
    hubSecret: refuse,
    hubDefaults: refuse,
    hubTest: ({ body }) => ({ provider: body.provider, reachable: body.provider === 'copy_only', error: body.provider === 'copy_only' ? null : noProvider().message }),
    runFlow: refuse,
    runPreview: refuse,
    answerCheck: async ({ body }) => {
      const { pack, check } = await checkOf(parts, body);
      return { ok: pack.ok, pack_id: pack.ok ? pack.pack_id : null, check, error: pack.error, error_code: pack.error_code };
    },
    history,
    historyEntry: ({ parameters }) => memory.read(parameters['id'] ?? '') ?? Promise.reject(new FlowError('NOT_FOUND', 'There is no kept answer of this id.')),
    historySave: async ({ body }) => {
      const { pack, check, request, held } = await checkOf(parts, body);
      const entry = pack.ok && request !== null ? memory.keep(toPasted(body, { request, packId: pack.pack_id, project: held.snapshot.project.name })) : null;
      return { ok: pack.ok, entry, prompt_pack: pack, check, error: pack.error, error_code: pack.error_code };
    },
    historyDelete: async ({ body }) => {
      memory.delete((await readSnapshot()).snapshot.project.name, body.id);
      return history();
    },
    historySettings: ({ body }) => {
      memory.setEnabled(body.enabled);
      return history();
    },
  };
}

async function makePack({ readSnapshot, loadParser, now }: AnswerParts, request: FlowRequest) {
  const [held, parser] = await Promise.all([readSnapshot(), loadParser()]);
  const today = now().toISOString().slice(0, 10);
  return { pack: buildOfflinePack(request, held, { parser, today }), held, parser, today };
}

interface CheckedAnswer {
  readonly pack: PackResult;
  readonly check: CheckResponse['check'];
  /** Null when the request is none. */
  readonly request: FlowRequest | null;
  readonly held: HeldSnapshot;
}

async function checkOf(parts: AnswerParts, body: CheckRequest): Promise<CheckedAnswer> {
  const request = readRequest(body);
  if (FlowError.isInstance(request)) return { pack: failedPack(body.action_key, request), check: null, request: null, held: await parts.readSnapshot() };
  const { pack, held, parser, today } = await makePack(parts, request);
  const check = pack.ok ? checkPackAnswer(body.answer, pack, { snapshot: held.snapshot, parser, today }) : null;
  return { pack, check, request, held };
}

function readRequest({ flow_type, action_key, context }: CheckRequest): FlowRequest | FlowError {
  try {
    return toFlowRequest({ flow_type, action_key, ...(context === undefined ? {} : { context }) });
  } catch (error) {
    if (FlowError.isInstance(error)) return error;
    throw error;
  }
}

interface Asked {
  readonly request: FlowRequest;
  readonly packId: string;
  readonly project: string;
}

function toPasted({ answer }: CheckRequest, { request, packId, project }: Asked): Omit<KeptAnswer, 'id' | 'created_at' | 'characters'> {
  const { action_key, hub_overrides: _overrides, ...context } = request.body;
  return {
    project, flow_type: request.kind, action_key, context, title: titleOf(context), pack_id: packId, origin: 'pasted', provider: 'pasted', model: '', answer, ok: true,
    partial: false, tokens: { prompt: null, completion: null, total: null }, elapsed_ms: null, error: null, error_code: null,
  };
}

/** The object in words: its name, `GET /api/users`, the beginning of a statement. */
function titleOf(context: Readonly<Record<string, unknown>>): string {
  const parts = ['model_name', 'method', 'path', 'sql', 'migration_id', 'app', 'name', 'issue_id'].map((name) => context[name]);
  const title = toVisibleLine(parts.filter((part) => typeof part === 'string').join(' ').trim().replaceAll(/\s+/g, ' ')) || 'findings';
  return title.length > 120 ? `${title.slice(0, 120)}…` : title;
}

function toState({ checksum, readAt }: HeldSnapshot): RefreshResponse['snapshot'] {
  return { checksum, stale: false, stale_reason: null, refreshed_at: readAt.toISOString() };
}

function toHealth(held: HeldSnapshot, now: Date): HealthResponse {
  const last_error = 'A snapshot file is read; there is no database behind it.';
  return { status: 'healthy', database: { connected: false, dialect: 'postgresql', last_error }, timestamp: now.toISOString(), snapshot: toState(held) };
}

const copyOnlyDefaults: HubDefaults = { chat_model: null, chat_provider: 'copy_only', code_model: null, code_provider: 'copy_only', embeddings_model: null, embeddings_provider: null };
const copyOnlyStatus: HubStatusResponse = { overall: 'ready', active_provider: 'copy_only', configured_count: 1, total_count: 1, defaults: copyOnlyDefaults, warnings: [] };
const copyOnlyProviders: HubProvidersResponse = {
  providers: [{ kind: 'copy_only', enabled: true, configured: true, reachable: true, model: '', modes: [], title: 'Copy only', needs: [] }],
  active_provider: 'copy_only',
  configured_count: 1,
  total_count: 1,
};
