import type { HubModelsResponse, HubProviderKind, HubProvidersResponse, HubStatusResponse, HubTestResponse } from '#contract';
import type { Backend } from '../backend/backend.ts';
import { backendDefinition, createBackendProvider } from './backend-provider.ts';
import { toHubModels, toHubProviders, toHubStatus, type HubFacts } from './hub-answers.ts';
import { activeProvider } from './hub-defaults.ts';
import { createHubEditor, type HubEditor } from './hub-editor.ts';
import { emptyMemory, withoutTest, withTest, type HubMemory } from './hub-memory.ts';
import { openHubStore } from './hub-store.ts';
import { providerDefinitions } from './provider-definitions.ts';
import { whyNot, type Environment, type ProviderSettings } from './provider-settings.ts';

/** Which providers are set up, and with what. Keys go in; only `{configured, last4}` comes out. */
export interface Hub extends HubEditor {
  /** Where the settings are saved. */
  readonly file: string;
  /** The providers it can name, configured or not. */
  readonly kinds: readonly HubProviderKind[];
  status(): Promise<HubStatusResponse>;
  providers(): Promise<HubProvidersResponse>;
  models(): Promise<HubModelsResponse>;
  /** Asks the provider. An abort of the signal ends it with CANCELLED. */
  test(provider: string, signal?: AbortSignal): Promise<HubTestResponse>;
  /** The provider and model a pack names; null when none is configured. */
  active(): Promise<{ readonly provider: HubProviderKind; readonly model: string } | null>;
  /** The model a provider uses now, empty when it has none. */
  modelOf(provider: string): Promise<string>;
  /** With its key, for asking it; null when it is not configured or nothing can be asked. */
  connection(provider: string): Promise<ProviderSettings | null>;
  /** Why it cannot be asked, such as `it needs a key (OPENAI_API_KEY).`; null when it can, or is unknown. */
  whyNot(provider: string): Promise<string | null>;
  /** Remembers that a run was answered. */
  noteRun(): void;
  /** Values that must never appear in a pack: the keys this process knows, and the token of the backend. */
  secrets(): readonly string[];
}

/**
 * Reads the saved settings once; a file that cannot be understood shows as a warning and is never overwritten. With a backend its AI
 * Hub is one more provider: its state is asked for when it matters, and it is in use while nothing of this user's is configured.
 */
export function openHub(environment: Environment, backend: Backend | null = null): Hub {
  const store = openHubStore(environment);
  const kinds = [...providerDefinitions, ...(backend === null ? [] : [backendDefinition])].map(({ kind }) => kind);
  let memory: HubMemory = emptyMemory;
  const forgetTest = (kind: HubProviderKind) => void (memory = withoutTest(memory, kind));
  const ofBackend = backend && createBackendProvider(backend, () => forgetTest(backendDefinition.kind));

  async function allSettings(): Promise<readonly ProviderSettings[]> {
    return ofBackend === null ? store.settings : [...store.settings, await ofBackend.settings()];
  }

  async function facts(): Promise<HubFacts> {
    const settings = await allSettings();
    return { settings, state: store.state, memory, warnings: store.warnings };
  }

  async function find(provider: string): Promise<ProviderSettings | null> {
    const settings = provider === backendDefinition.kind ? await allSettings() : store.settings;
    return settings.find(({ definition }) => definition.kind === provider) ?? null;
  }

  return {
    ...createHubEditor({ store, kinds, backend, onChange: forgetTest }),
    file: store.file,
    kinds,
    status: async () => toHubStatus(await facts()),
    providers: async () => toHubProviders(await facts()),
    models: async () => toHubModels(await facts()),
    async test(provider, signal = new AbortController().signal) {
      // With all that asks providers: most commands ask none.
      const [found, { testProvider, untested }] = await Promise.all([find(provider), import('./test-provider.ts')]);
      if (!found) return untested(provider.slice(0, 60), `Provider '${provider.slice(0, 60)}' is not known`, 'UNKNOWN_PROVIDER');
      const result = await testProvider(found, this.secrets(), signal);
      // Nothing was found when nobody was asked, the test was stopped, or the settings have changed meanwhile.
      if ((await this.connection(provider)) === found && result.error_code !== 'CANCELLED') memory = withTest(memory, found.definition.kind, result);
      return result;
    },
    active: async () => activeProvider(store.settings, store.state) ?? activeProvider(await allSettings(), store.state),
    modelOf: async (provider) => (await find(provider))?.model ?? '',
    async connection(provider) {
      const found = await find(provider);
      return found?.configured && found.definition.kind !== 'copy_only' ? found : null;
    },
    async whyNot(provider) {
      const found = await find(provider);
      return found === null || found.configured ? null : whyNot(found);
    },
    noteRun: () => void (memory = { ...memory, ran: true }),
    secrets: () => [...store.settings.map(({ key }) => key), backend?.token ?? ''].filter((key) => key !== ''),
  };
}
