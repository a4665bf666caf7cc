import type { Backend } from '../backend/backend.ts';
import { createBackendHub, type BackendHubState } from '../backend/backend-hub.ts';
import type { ProviderDefinition } from './provider-definitions.ts';
import type { ProviderSettings } from './provider-settings.ts';

/** The AI Hub of the backend a project stands in front of. Nothing of it is set here: address and token are the project's. */
export const backendDefinition: ProviderDefinition = {
  kind: 'aksara',
  title: 'AI Hub of the Aksara backend',
  modes: ['chat'],
  environment: { key: [], baseUrl: [], model: [] },
  defaultBaseUrl: '',
  defaultModel: '',
  needs: [],
};

export interface BackendProvider {
  /** With what its backend says now; the same object while nothing has changed. */
  settings(): Promise<ProviderSettings>;
}

/** `onChange` is called when its backend says something else than before. */
export function createBackendProvider(backend: Backend, onChange: () => void): BackendProvider {
  const hub = createBackendHub(backend);
  let last: { readonly state: BackendHubState; readonly settings: ProviderSettings } | null = null;
  return {
    async settings() {
      const state = await hub.state();
      if (last !== null && JSON.stringify(last.state) === JSON.stringify(state)) return last.settings;
      if (last !== null) onChange();
      last = { state, settings: toSettings(backend, state) };
      return last.settings;
    },
  };
}

function toSettings({ origin, token }: Backend, state: BackendHubState): ProviderSettings {
  return {
    definition: backendDefinition,
    enabled: true,
    configured: state.ready,
    baseUrl: origin,
    model: state.ready ? state.model : '',
    apiVersion: '',
    key: token ?? '',
    keySource: null,
    needs: state.ready ? [] : [state.needs],
    handsOnTo: state.ready ? state.provider : null,
    error: state.ready ? null : state.error,
  };
}
