import type { HubModelsResponse, HubProvidersResponse, HubStatusResponse, HubTestResponse } from '#contract';
import { activeProvider, toHubDefaults } from './hub-defaults.ts';
import type { HubState } from './hub-file.ts';
import { hubModes, type HubMode } from './provider-definitions.ts';
import { toHubProvider, type ProviderSettings } from './provider-settings.ts';

/** `ready`: a pack has somewhere to go; `partial`: something is begun (a key without its address); `disabled`: nothing yet. */
export function toHubStatus(settings: readonly ProviderSettings[], state: HubState, warnings: readonly string[]): HubStatusResponse {
  const active = activeProvider(settings, state);
  const keys = settings.some(({ key }) => key !== '');
  const defaults = toHubDefaults(settings, state);
  return {
    overall: active ? 'ready' : begun(keys),
    active_provider: active?.provider ?? null,
    configured_count: settings.filter(({ configured }) => configured).length,
    total_count: settings.length,
    defaults,
    onboarding: {
      providers_selected: active !== null,
      keys_entered: keys,
      providers_tested: false,
      defaults_set: Boolean(defaults.chat_provider),
      sample_query_run: false,
      completed: active !== null,
    },
    warnings,
  };
}

export function toHubProviders(settings: readonly ProviderSettings[], state: HubState): HubProvidersResponse {
  return {
    providers: settings.map(toHubProvider),
    active_provider: activeProvider(settings, state)?.provider ?? null,
    configured_count: settings.filter(({ configured }) => configured).length,
    total_count: settings.length,
  };
}

/** One entry a mode that has a model, as the reference lists them. */
export function toHubModels(settings: readonly ProviderSettings[], state: HubState): HubModelsResponse {
  const defaults = toHubDefaults(settings, state);
  const models = hubModes.flatMap((mode) => modelOf(mode, defaults[`${mode}_model`], defaults[`${mode}_provider`]));
  return { defaults, models };
}

/** Nothing is sent: running AI is not part of this server, which the answer says. */
export function toHubTest(settings: readonly ProviderSettings[], name: string): HubTestResponse {
  const found = settings.find(({ definition }) => definition.kind === name);
  if (!found) return untested(name.slice(0, 60), `Provider '${name.slice(0, 60)}' is not known`, 'UNKNOWN_PROVIDER');
  if (!found.configured) return untested(name, `Provider '${name}' is not configured: it needs ${found.needs.join(' and ')}`, 'AI_HUB_NOT_CONFIGURED');
  return { ...untested(name, testIsMissing, 'RUNTIME_ERROR'), model: found.model, modes: found.definition.modes };
}

const testIsMissing = 'This server sends nothing to a provider, so the connection cannot be tested. Copy the prompts instead.';

function untested(provider: string, error: string, code: string): HubTestResponse {
  return { provider, reachable: false, latency_ms: null, model: '', modes: [], error, error_code: code };
}

function begun(keys: boolean): string {
  return keys ? 'partial' : 'disabled';
}

function modelOf(mode: HubMode, model: string | null | undefined, provider: string | null | undefined) {
  return model && provider ? [{ model_id: model, provider, mode }] : [];
}
