import {
  FlowError,
  type HubChangeResponse, type HubConfigureRequest, type HubDefaultsRequest, type HubModelsResponse, type HubProviderKind,
  type HubProvidersResponse, type HubSecretRequest, type HubStatusResponse, type HubTestResponse,
} from '#contract';
import { toHubModels, toHubProviders, toHubStatus } from './hub-answers.ts';
import { checkKey, configureProvider, saveKey, setDefaults } from './hub-changes.ts';
import { activeProvider } from './hub-defaults.ts';
import { emptyHubState, hubFilePath, readHubFile, writeHubFile, type HubState } from './hub-file.ts';
import { emptyMemory, withoutTest, withTest } from './hub-memory.ts';
import { findProvider, providerDefinitions } from './provider-definitions.ts';
import { toKeyState, toProviderSettings, type Environment, type ProviderSettings } from './provider-settings.ts';
import { testProvider, untested } from './test-provider.ts';

/** Which providers are set up, and with what. Keys go in; only `{configured, last4}` comes out. */
export interface Hub {
  /** Where the settings are saved. */
  readonly file: string;
  /** The providers it can name, configured or not. */
  readonly kinds: readonly HubProviderKind[];
  status(): Promise<HubStatusResponse>;
  providers(): Promise<HubProvidersResponse>;
  models(): Promise<HubModelsResponse>;
  configure(request: HubConfigureRequest): HubChangeResponse;
  saveSecret(request: HubSecretRequest): HubChangeResponse;
  setDefaults(request: HubDefaultsRequest): HubChangeResponse;
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
export function openHub(environment: Environment, file = hubFilePath(environment)): Hub {
  const saved = load(file);
  let state = saved.state;
  let settings = toSettings(state, environment);
  let memory = emptyMemory;
  const facts = () => ({ settings, state, memory, warnings: saved.warnings });
  const find = (provider: string) => settings.find(({ definition }) => definition.kind === provider);
  const kinds = providerDefinitions.map(({ kind }) => kind);

  /** From the file, not from memory: another Studio may have saved since. */
  function change(edit: (current: HubState) => HubState): void {
    const next = edit(readHubFile(file));
    writeHubFile(file, next);
    state = next;
    settings = toSettings(next, environment);
  }

  return {
    file,
    kinds,
    status: async () => toHubStatus(facts()),
    providers: async () => toHubProviders(facts()),
    models: async () => toHubModels(facts()),
    configure(request) {
      const kind = findProvider(request.provider)?.kind;
      if (!kind) return unknownProvider(request.provider, kinds);
      change((current) => configureProvider(current, kind, request));
      memory = withoutTest(memory, kind);
      return { ok: true, message: `Provider '${kind}' ${request.enabled === false ? 'disabled' : 'configured'}.`, provider: kind };
    },
    saveSecret({ provider, api_key }) {
      const definition = findProvider(provider);
      if (!definition) return unknownProvider(provider, kinds);
      if (definition.environment.key.length === 0) return failed(provider, `Provider '${provider}' takes no key.`, 'INVALID_REQUEST');
      const key = checkKey(api_key);
      change((current) => saveKey(current, definition.kind, key));
      memory = withoutTest(memory, definition.kind);
      const { configured, last4 } = toKeyState(key, 'file');
      return { ok: true, message: `${key ? 'Saved the' : 'Removed the saved'} key of '${provider}'.`, provider, configured, last4 };
    },
    setDefaults(request) {
      const names = [request.chat_provider, request.code_provider, request.embeddings_provider];
      const unknown = names.find((name) => name && !findProvider(name));
      if (unknown) return unknownProvider(unknown, kinds);
      change((current) => setDefaults(current, request));
      return { ok: true, message: 'Defaults saved.', provider: null };
    },
    async test(provider, signal = new AbortController().signal) {
      const found = find(provider);
      if (!found) return untested(provider.slice(0, 60), `Provider '${provider.slice(0, 60)}' is not known`, 'UNKNOWN_PROVIDER');
      const result = await testProvider(found, this.secrets(), signal);
      // Nothing was found when nobody was asked, the test was stopped, or the settings have changed meanwhile.
      if ((await this.connection(provider)) === found && result.error_code !== 'CANCELLED') memory = withTest(memory, found.definition.kind, result);
      return result;
    },
    active: async () => activeProvider(settings, state),
    modelOf: async (provider) => find(provider)?.model ?? '',
    async connection(provider) {
      const found = find(provider);
      return found?.configured && found.definition.kind !== 'copy_only' ? found : null;
    },
    needsOf: async (provider) => find(provider)?.needs ?? [],
    noteRun: () => void (memory = { ...memory, ran: true }),
    secrets: () => settings.map(({ key }) => key).filter((key) => key !== ''),
  };
}

/** Says which providers there are. */
export function unknownProviderMessage(name: string, kinds: readonly string[]): string {
  return `Unknown provider: '${name.slice(0, 60)}'. Available: ${kinds.join(', ')}`;
}

function toSettings(state: HubState, environment: Environment): readonly ProviderSettings[] {
  return providerDefinitions.map((definition) => toProviderSettings(definition, state, environment));
}

function load(file: string): { readonly state: HubState; readonly warnings: readonly string[] } {
  try {
    return { state: readHubFile(file), warnings: [] };
  } catch (error) {
    if (!FlowError.isInstance(error)) throw error;
    return { state: emptyHubState, warnings: [[error.message, error.remedy].filter(Boolean).join(' ')] };
  }
}

function unknownProvider(name: string, kinds: readonly string[]): HubChangeResponse {
  return failed(name.slice(0, 60), unknownProviderMessage(name, kinds), 'UNKNOWN_PROVIDER');
}

function failed(provider: string, message: string, code: string): HubChangeResponse {
  return { ok: false, message, provider, error_code: code };
}
