import { FlowError, type CheckRequest, type CheckResponse, type FlowRequest, type KeptAnswer, type PackResult } from '#contract';
import { checkPackAnswer, failedPack, toVisibleLine } from '#flows';
import { createAnswerMemory } from './answer-memory.ts';
import type { OfflineAnswers, OfflineOptions } from './offline-connection.ts';
import { buildOfflinePack, noPlanError, toFlowRequest } from './offline-pack.ts';
import type { HeldSnapshot } from './snapshot-shelf.ts';

type Parts = Required<OfflineOptions>;

/** What a page without a server answers with what builds packs, which is loaded for the first of these. */
export function createPackAnswers(parts: Parts): OfflineAnswers {
  const { readSnapshot, loadParser, now } = parts;
  const memory = createAnswerMemory({ now });
  const flow = async (request: FlowRequest) => (await makePack(parts, request)).pack;
  const history = async () => memory.list((await readSnapshot()).snapshot.project.name);
  return {
    modelFlow: ({ body }) => flow({ kind: 'model', body }),
    routeFlow: ({ body }) => flow({ kind: 'route', body }),
    queryFlow: ({ body }) => flow({ kind: 'query', body }),
    migrationFlow: ({ body }) => flow({ kind: 'migration', body }),
    diagnosticFlow: ({ body }) => flow({ kind: 'diagnostic', body }),
    plan: async ({ body }) => Promise.reject(noPlanError(body.sql, await readSnapshot(), await loadParser())),
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

async function makePack({ readSnapshot, loadParser, now }: Parts, request: FlowRequest) {
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

async function checkOf(parts: Parts, body: CheckRequest): Promise<CheckedAnswer> {
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
