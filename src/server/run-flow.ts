import { FlowError, type Execution, type FlowRequest, type PromptPack, type RunPreviewResponse, type RunRequest, type RunResponse } from '#contract';
import { failedPack } from '#flows';
import { buildFlow } from './flow-service.ts';
import { isKnownProvider, unknownProviderMessage, type Hub } from './hub/hub.ts';
import type { Project } from './project/project.ts';
import { readFlow } from './read-flow.ts';

/**
 * Builds the pack and says why it is not executed: this server sends nothing to a provider. The shapes are the reference's: a bad
 * request has no execution, a provider that cannot be used has one that failed.
 */
export async function runFlow(project: Project, hub: Hub, request: RunRequest): Promise<RunResponse> {
  const flow = readFlow(request);
  if (FlowError.isInstance(flow)) return unbuilt(failedPack(request.action_key, flow));
  const wanted = request.provider_override;
  const unknown = wanted && !isKnownProvider(wanted) ? wanted : null;
  const pack = await buildFlow(project, withoutUnknown(flow, unknown !== null), hub);
  if (!pack.ok) return unbuilt(pack);
  if (unknown !== null) return { ok: false, prompt_pack: pack, execution: failedExecution('UNKNOWN_PROVIDER', unknownProviderMessage(unknown)) };
  if (!isUsable(hub, pack.provider)) return { ok: false, prompt_pack: pack, execution: null, error: notConfigured, error_code: 'AI_HUB_NOT_CONFIGURED' };
  return { ok: false, prompt_pack: pack, execution: failedExecution('RUNTIME_ERROR', cannotRun) };
}

/** The same for a look at what would be sent: nothing would. */
export async function previewRun(project: Project, hub: Hub, request: RunRequest): Promise<RunPreviewResponse> {
  const { prompt_pack: pack, ...run } = await runFlow(project, hub, request);
  const error = run.error ?? run.execution?.error ?? cannotRun;
  const code = run.error_code ?? run.execution?.error_code ?? 'RUNTIME_ERROR';
  return { ok: false, provider: pack?.provider ?? '', model: pack?.model ?? '', host: '', request: null, error, error_code: code };
}

const notConfigured = 'No provider is configured that could run this pack. Open AI Hub in the Studio (Shift+A) to set one up, or copy the prompts.';
const cannotRun = 'This server builds prompt packs and sends nothing to a provider. Copy the prompts and paste them into your model.';

/** The pack of a request for an unknown provider is still made, for the active one. */
function withoutUnknown(flow: FlowRequest, drop: boolean): FlowRequest {
  return drop ? ({ ...flow, body: { ...flow.body, hub_overrides: null } } as FlowRequest) : flow; // kind and body still belong together
}

function isUsable(hub: Hub, provider: string): boolean {
  return provider !== 'copy_only' && hub.providers().providers.some(({ kind, configured }) => kind === provider && configured);
}

function unbuilt(pack: PromptPack): RunResponse {
  return { ok: false, prompt_pack: pack, execution: null, error: pack.error, error_code: pack.error_code };
}

function failedExecution(code: string, error: string): Execution {
  return { ok: false, provider: '', model: '', response: '', tokens: {}, elapsed_ms: 0, error, error_code: code };
}
