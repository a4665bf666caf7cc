import type { HubDefaults, HubProviderKind } from '#contract';
import { backendDefinition } from './backend-provider.ts';
import type { HubState } from './hub-file.ts';
import type { HubMode } from './provider-definitions.ts';
import type { ProviderSettings } from './provider-settings.ts';

/** The provider a pack names: the chosen one when it is configured, else the first configured; after those of this user copy only, then the backend's. */
export function activeProvider(
  settings: readonly ProviderSettings[], state: HubState,
): { readonly provider: HubProviderKind; readonly model: string } | null {
  const provider = providerFor('chat', settings, state);
  return provider && { provider: provider.definition.kind, model: modelFor('chat', provider, state) };
}

/** Provider and model of each mode as they hold now; null where nothing is configured for it. */
export function toHubDefaults(settings: readonly ProviderSettings[], state: HubState): HubDefaults {
  const facts = (mode: HubMode) => {
    const provider = providerFor(mode, settings, state);
    return { provider: provider?.definition.kind ?? null, model: provider ? modelFor(mode, provider, state) || null : null };
  };
  const [chat, code, embeddings] = [facts('chat'), facts('code'), facts('embeddings')];
  return {
    chat_model: chat.model,
    chat_provider: chat.provider,
    code_model: code.model,
    code_provider: code.provider,
    embeddings_model: embeddings.model,
    embeddings_provider: embeddings.provider,
  };
}

function providerFor(mode: HubMode, settings: readonly ProviderSettings[], state: HubState): ProviderSettings | null {
  const usable = settings.filter(({ configured, definition }) => configured && (definition.modes.includes(mode) || (mode === 'chat' && definition.kind === 'copy_only')));
  const chosen = state.defaults[`${mode}_provider`];
  return usable.find(({ definition }) => definition.kind === chosen && definition !== backendDefinition) ?? usable[0] ?? null;
}

/** A chosen model belongs to the chosen provider, and never to a backend's. Which embeddings a provider has is not known here. */
function modelFor(mode: HubMode, provider: ProviderSettings, state: HubState): string {
  const chosen = state.defaults[`${mode}_provider`];
  const model = state.defaults[`${mode}_model`];
  if (model && provider.definition !== backendDefinition && (chosen === undefined || chosen === provider.definition.kind)) return model;
  return mode === 'embeddings' ? '' : provider.model;
}
