import { FlowError, type FlowRequest, type PromptPack, type RunRequest } from '#contract';
import { failedPack } from '#flows';
import type { Connector } from './ai/connectors/connector.ts';
import { findConnector } from './ai/connectors/find-connector.ts';
import { buildFlow } from './flow-service.ts';
import type { Hub } from './hub/hub.ts';
import { unknownProviderMessage } from './hub/provider-definitions.ts';
import type { ProviderSettings } from './hub/provider-settings.ts';
import type { Project } from './project/project.ts';
import { readRunRequest } from './read-run-request.ts';

/** Who a pack is for, and how they are asked. */
export interface RunTarget {
  readonly connector: Connector;
  readonly settings: ProviderSettings;
  readonly model: string;
}

/** The pack of a run, and its target or the reason why there is none. `flow` is null when the request names none. */
export type PreparedRun = { readonly flow: FlowRequest | null; readonly pack: PromptPack } & (
  | { readonly target: RunTarget }
  | { readonly target: null; readonly refused: FlowError }
);

/** Builds the pack and finds its provider: that of the request, else of the pack, which took the hub's, else the provider's own model. */
export async function prepareRun(project: Project, hub: Hub, request: RunRequest): Promise<PreparedRun> {
  const wanted = request.provider_override;
  const kinds: readonly string[] = hub.kinds;
  const unknown = wanted && !kinds.includes(wanted) ? wanted : null;
  const { flow, pack } = await buildPack(project, hub, unknown === null ? request : { ...request, provider_override: null });
  if (!pack.ok) return { flow, pack, target: null, refused: packError(pack) };
  if (unknown !== null) return { flow, pack, target: null, refused: new FlowError('UNKNOWN_PROVIDER', unknownProviderMessage(unknown, kinds)) };
  return { flow, pack, ...(await findTarget(hub, pack, request.hands_on_to ?? null)) };
}

type FoundTarget = { readonly target: RunTarget } | { readonly target: null; readonly refused: FlowError };

async function findTarget(hub: Hub, pack: PromptPack, agreed: string | null): Promise<FoundTarget> {
  const settings = await hub.connection(pack.provider);
  const connector = settings && findConnector(settings.definition.kind);
  if (!settings || !connector) return { target: null, refused: await notConfigured(hub, pack.provider) };
  if (agreed !== null && agreed !== settings.handsOnTo) return { target: null, refused: handsOnToAnother(pack.provider, settings.handsOnTo, agreed) };
  const model = pack.model || settings.model || (settings.definition.kind === 'custom' ? 'default' : '');
  return model === '' ? { target: null, refused: withoutModel(pack.provider) } : { target: { connector, settings, model } };
}

/** Without a flow the request is at fault, and the failed pack says so. */
async function buildPack(project: Project, hub: Hub, request: RunRequest): Promise<{ readonly flow: FlowRequest | null; readonly pack: PromptPack }> {
  try {
    const flow = readRunRequest(request);
    return { flow, pack: await buildFlow(project, flow, hub) };
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    return { flow: null, pack: failedPack(request.action_key, error) };
  }
}

function packError({ error, error_code }: PromptPack): FlowError {
  // A failed pack of ours carries one of our codes.
  return new FlowError((error_code ?? 'RUNTIME_ERROR') as FlowError['code'], error ?? 'The pack was not built.');
}

const remedy = 'Open AI Hub in the Studio (Shift+A) to set one up, or copy the prompts.';

async function notConfigured(hub: Hub, provider: string): Promise<FlowError> {
  const why = provider === 'copy_only' ? null : await hub.whyNot(provider);
  const message = why === null ? 'No provider is configured that could run this pack.' : `Provider '${provider}' is not configured: ${why}`;
  return new FlowError('AI_HUB_NOT_CONFIGURED', message, { remedy });
}

function handsOnToAnother(provider: string, now: string | null, agreed: string): FlowError {
  const message = `Provider '${provider}' now hands on to ${now === null ? 'nobody' : `'${now}'`}, not to '${agreed.slice(0, 200)}', which was agreed to. Nothing was sent.`;
  return new FlowError('INVALID_REQUEST', message, { remedy: 'Run it again, and look at the request before it is sent.' });
}

function withoutModel(provider: string): FlowError {
  return new FlowError('AI_HUB_NOT_CONFIGURED', `Provider '${provider}' has no model.`, { remedy: 'Choose one in AI Hub, or name it in the request.' });
}
