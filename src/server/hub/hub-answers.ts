import type { HubModelsResponse, HubProvidersResponse, HubStatusResponse } from '#contract';
import { activeProvider, toHubDefaults } from './hub-defaults.ts';
import type { HubState } from './hub-file.ts';
import type { HubMemory } from './hub-memory.ts';
import { hubModes, type HubMode } from './provider-definitions.ts';
import { toHubProvider, type ProviderSettings } from './provider-settings.ts';

/** All that the hub's answers are made of. */
export interface HubFacts {
  readonly settings: readonly ProviderSettings[];
  readonly state: HubState;
  readonly memory: HubMemory;
  readonly warnings: readonly string[];
}

/** `ready`: a pack has somewhere to go; `partial`: something is begun (a key without its address); `disabled`: nothing yet. */
export function toHubStatus({ settings, state, memory, warnings }: HubFacts): HubStatusResponse {
  const active = activeProvider(settings, state);
  // The token of a backend is no key of a provider.
  const keys = settings.some(({ keySource }) => keySource !== null);
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
      providers_tested: [...memory.tested.values()].some(({ reachable }) => reachable),
      defaults_set: Boolean(defaults.chat_provider),
      sample_query_run: memory.ran,
      completed: active !== null,
    },
    warnings,
  };
}

export function toHubProviders({ settings, state, memory }: HubFacts): HubProvidersResponse {
  return {
    providers: settings.map((one) => toHubProvider(one, memory.tested.get(one.definition.kind))),
    active_provider: activeProvider(settings, state)?.provider ?? null,
    configured_count: settings.filter(({ configured }) => configured).length,
    total_count: settings.length,
  };
}

/** One entry a mode that has a model, as the reference lists them; then those a provider listed in a test, which have no mode. */
export function toHubModels({ settings, state, memory }: HubFacts): HubModelsResponse {
  const defaults = toHubDefaults(settings, state);
  const chosen = hubModes.flatMap((mode) => modelOf(mode, defaults[`${mode}_model`], defaults[`${mode}_provider`]));
  const listed = [...memory.tested].flatMap(([provider, { models = [] }]) => models.map((model_id) => ({ model_id, provider })));
  return { defaults, models: [...chosen, ...listed] };
}

function begun(keys: boolean): string {
  return keys ? 'partial' : 'disabled';
}

function modelOf(mode: HubMode, model: string | null | undefined, provider: string | null | undefined) {
  return model && provider ? [{ model_id: model, provider, mode }] : [];
}
