import { toEndEvent, type Execution, type FlowError, type PromptPack, type RunEvent, type RunPreviewResponse, type RunRequest, type RunResponse } from '#contract';
import { execute, type RunLimits } from './ai/execute.ts';
import { previewRequest } from './ai/preview-request.ts';
import { keepRun } from './answer-service.ts';
import type { AnswerHistory } from './history/history.ts';
import type { RunPrompt } from './ai/connectors/connector.ts';
import type { Hub } from './hub/hub.ts';
import type { Project } from './project/project.ts';
import { prepareRun, type RunTarget } from './run-target.ts';

export interface RunOptions {
  /** Aborted when nobody waits any more: the connection to the provider is closed at once. */
  readonly signal: AbortSignal;
  /** Told of the pack, then of each piece, then of the end. */
  readonly onEvent?: (event: RunEvent) => void;
  readonly limits?: Partial<RunLimits> | undefined;
  /** Keeps what was answered; absent = nothing is kept. */
  readonly history?: AnswerHistory | undefined;
}

/**
 * Builds the pack and runs it. The shapes are the reference's: a bad request or a hub without a provider has no execution, an unknown
 * provider and everything that goes wrong at a provider has one that failed. Throws only what is a bug.
 */
export async function runFlow(project: Project, hub: Hub, request: RunRequest, { signal, onEvent = () => {}, limits, history }: RunOptions): Promise<RunResponse> {
  const run = await prepareRun(project, hub, request);
  onEvent({ event: 'pack', data: run.pack });
  const response = run.target === null ? refusedRun(run.pack, run.refused) : await send(run.pack, run.target);
  onEvent(toEndEvent(response));
  return response;

  async function send(pack: PromptPack, target: RunTarget): Promise<RunResponse> {
    const execution = await execute({ ...target, prompt: toPrompt(pack), secrets: hub.secrets(), signal, emit: onEvent, limits });
    if (execution.ok) hub.noteRun();
    const kept = history && run.flow ? keepRun(history, { project, flow: run.flow, pack }, execution) : execution;
    return { ok: execution.ok, prompt_pack: pack, execution: kept };
  }
}

/** What the run of a request would send, and to whom. Nothing is sent. */
export async function previewRun(project: Project, hub: Hub, request: RunRequest): Promise<RunPreviewResponse> {
  const run = await prepareRun(project, hub, request);
  const { pack } = run;
  const facts = { provider: pack.provider, model: pack.model, ...(pack.ok && { pack_id: pack.pack_id, tokens: pack.tokens, redactions: pack.redactions }) };
  if (run.target === null) {
    const { message: error, code: error_code, remedy, suggestions } = run.refused;
    return { ok: false, ...facts, host: '', request: null, error, error_code, remedy, suggestions };
  }
  const { connector, settings, model } = run.target;
  const behind = settings.handsOnTo === null ? {} : { hands_on_to: settings.handsOnTo };
  const preview = await previewRequest(connector, { settings, model, prompt: toPrompt(pack) });
  return { ok: true, ...facts, model, host: new URL(preview.url).host, ...behind, request: preview, error: null, error_code: null };
}

function toPrompt({ system_prompt, user_prompt, tokens }: PromptPack): RunPrompt {
  return { system: system_prompt, user: user_prompt, tokens: tokens?.total ?? 0 };
}

function refusedRun(pack: PromptPack, { code, message, remedy }: FlowError): RunResponse {
  if (code === 'UNKNOWN_PROVIDER' && pack.ok) return { ok: false, prompt_pack: pack, execution: failedExecution(code, message) };
  return { ok: false, prompt_pack: pack, execution: null, error: message, error_code: code, ...(remedy !== null && { remedy }) };
}

function failedExecution(code: string, error: string): Execution {
  return { ok: false, provider: '', model: '', response: '', tokens: {}, elapsed_ms: 0, error, error_code: code };
}
