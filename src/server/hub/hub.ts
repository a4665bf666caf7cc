import type { HubModelsResponse, HubProviderKind, HubProvidersResponse, HubStatusResponse, HubTestResponse } from '#contract';
import { toHubModels, toHubProviders, toHubStatus } from './hub-answers.ts';
import { activeProvider } from './hub-defaults.ts';
import { createHubEditor, type HubEditor } from './hub-editor.ts';
import { emptyMemory, withoutTest, withTest } from './hub-memory.ts';
import { openHubStore } from './hub-store.ts';
import { providerDefinitions } from './provider-definitions.ts';
import type { Environment, ProviderSettings } from './provider-settings.ts';
import { testProvider, untested } from './test-provider.ts';

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
  /** What it still needs, in words; empty when it is configured or unknown. */
  needsOf(provider: string): Promise<readonly string[]>;
  /** Remembers that a run was answered. */
  noteRun(): void;
  /** Values that must never appear in a pack: the keys this process knows. */
  secrets(): readonly string[];
}

/** Reads the saved settings once; a file that cannot be understood shows as a warning and is never overwritten. */
export function openHub(environment: Environment): Hub {
  const store = openHubStore(environment);
  const kinds = providerDefinitions.map(({ kind }) => kind);
  let memory = emptyMemory;
  const facts = () => ({ settings: store.settings, state: store.state, memory, warnings: store.warnings });
  const find = (provider: string) => store.settings.find(({ definition }) => definition.kind === provider);

  return {
    ...createHubEditor({ store, kinds, onChange: (kind) => void (memory = withoutTest(memory, kind)) }),
    file: store.file,
    kinds,
    status: async () => toHubStatus(facts()),
    providers: async () => toHubProviders(facts()),
    models: async () => toHubModels(facts()),
    async test(provider, signal = new AbortController().signal) {
      const found = find(provider);
      if (!found) return untested(provider.slice(0, 60), `Provider '${provider.slice(0, 60)}' is not known`, 'UNKNOWN_PROVIDER');
      const result = await testProvider(found, this.secrets(), signal);
      // Nothing was found when nobody was asked, the test was stopped, or the settings have changed meanwhile.
      if ((await this.connection(provider)) === found && result.error_code !== 'CANCELLED') memory = withTest(memory, found.definition.kind, result);
      return result;
    },
    active: async () => activeProvider(store.settings, store.state),
    modelOf: async (provider) => find(provider)?.model ?? '',
    async connection(provider) {
      const found = find(provider);
      return found?.configured && found.definition.kind !== 'copy_only' ? found : null;
    },
    needsOf: async (provider) => find(provider)?.needs ?? [],
    noteRun: () => void (memory = { ...memory, ran: true }),
    secrets: () => store.settings.map(({ key }) => key).filter((key) => key !== ''),
  };
}
