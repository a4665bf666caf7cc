import { FlowError, type CheckRequest, type CheckResponse, type Execution, type FlowRequest, type HistoryEntry, type KeptAnswer, type PromptPack, type SaveAnswerResponse } from '#contract';
import { checkPackAnswer, failedPack, toVisibleLine } from '#flows';
import { buildFlow, type PackHub } from './flow-service.ts';
import type { AnswerHistory } from './history/history.ts';
import type { Project } from './project/project.ts';
import { readRunRequest } from './read-run-request.ts';
import { today } from './today.ts';

export interface AnswerServices {
  readonly project: Project;
  readonly hub: PackHub;
  readonly history: AnswerHistory;
}

/** Holds an answer against the pack of its request as it is now. A request that gives no pack is an answer with `ok: false`. */
export async function checkAnswerOf({ project, hub }: Omit<AnswerServices, 'history'>, request: CheckRequest): Promise<CheckResponse> {
  const { pack } = await packOf(project, hub, request);
  if (!pack.ok) return { ok: false, pack_id: null, check: null, error: pack.error, error_code: pack.error_code };
  return { ok: true, pack_id: pack.pack_id ?? null, check: check(project, pack, request.answer), error: null, error_code: null };
}

/** Keeps an answer that the user brought along, and checks it. Throws SOURCE_UNREADABLE when it cannot be written. */
export async function saveAnswer({ project, hub, history }: AnswerServices, request: CheckRequest): Promise<SaveAnswerResponse> {
  const { pack, flow } = await packOf(project, hub, request);
  if (!pack.ok || flow === null) return { ok: false, entry: null, prompt_pack: pack, check: null, error: pack.error, error_code: pack.error_code };
  const entry = keepAnswer(history, { project, flow, pack }, {
    origin: 'pasted', answer: request.answer, provider: 'pasted', model: '', ok: true, partial: false,
    tokens: { prompt: null, completion: null, total: null }, elapsed_ms: null, error: null, error_code: null,
  });
  return { ok: true, entry, prompt_pack: pack, check: check(project, pack, request.answer), error: null, error_code: null };
}

/**
 * Keeps what a run brought, also a part of it. Answers the execution: when the history cannot be written, the answer is not lost but
 * carries a warning.
 */
export function keepRun(history: AnswerHistory, about: { readonly project: Project; readonly flow: FlowRequest; readonly pack: PromptPack }, execution: Execution): Execution {
  const { response: answer, provider, model, ok, tokens, elapsed_ms, error = null, error_code = null } = execution;
  if (answer === '') return execution;
  try {
    keepAnswer(history, about, {
      origin: 'run', answer, provider, model, ok, partial: !ok, elapsed_ms, error, error_code,
      tokens: { prompt: tokens.prompt ?? null, completion: tokens.completion ?? null, total: tokens.total ?? null },
    });
    return execution;
  } catch (failure) {
    if (!FlowError.isInstance(failure)) throw failure;
    return { ...execution, warnings: [...(execution.warnings ?? []), failure.message] };
  }
}

type Answered = Pick<KeptAnswer, 'origin' | 'answer' | 'provider' | 'model' | 'ok' | 'partial' | 'tokens' | 'elapsed_ms' | 'error' | 'error_code'>;

/** Puts an answer into the history with what it was about. Null when the history is off. */
export function keepAnswer(
  history: AnswerHistory, about: { readonly project: Project; readonly flow: FlowRequest; readonly pack: PromptPack }, answered: Answered,
): HistoryEntry | null {
  const { action_key, hub_overrides: _overrides, ...context } = about.flow.body;
  return history.keep({
    project: about.project.snapshot().project.name, flow_type: about.flow.kind, action_key, context, title: titleOf(about.flow),
    pack_id: about.pack.pack_id ?? '', ...answered,
  });
}

async function packOf(project: Project, hub: AnswerServices['hub'], { flow_type, action_key, context }: CheckRequest): Promise<{ pack: PromptPack; flow: FlowRequest | null }> {
  try {
    const flow = readRunRequest({ flow_type, action_key, ...(context === undefined ? {} : { context }) });
    return { pack: await buildFlow(project, flow, hub), flow };
  } catch (error) {
    if (FlowError.isInstance(error)) return { pack: failedPack(action_key, error), flow: null };
    throw error;
  }
}

function check(project: Project, pack: PromptPack, answer: string) {
  return checkPackAnswer(answer, pack, { snapshot: project.snapshot(), parser: project.parser, today: today() });
}

const longestTitle = 120;

function titleOf(flow: FlowRequest): string {
  const title = toVisibleLine(objectOf(flow));
  return title.length > longestTitle ? `${title.slice(0, longestTitle)}…` : title;
}

function objectOf(flow: FlowRequest): string {
  switch (flow.kind) {
    case 'model':
      return flow.body.model_name;
    case 'route':
      return `${flow.body.method.toUpperCase()} ${flow.body.path}`;
    case 'query':
      return flow.body.sql.trim().replaceAll(/\s+/g, ' ');
    case 'migration':
      return flow.body.migration_id ?? [flow.body.app, flow.body.name].filter(Boolean).join('/');
    case 'diagnostic':
      return flow.body.issue_id ?? 'findings';
  }
}
