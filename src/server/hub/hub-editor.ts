import type { ErrorCode, HubChangeResponse, HubConfigureRequest, HubDefaultsRequest, HubProviderKind, HubSecretRequest } from '#contract';
import type { Backend } from '../backend/backend.ts';
import { backendDefinition } from './backend-provider.ts';
import { checkKey, configureProvider, saveKey, setDefaults } from './hub-changes.ts';
import type { HubStore } from './hub-store.ts';
import { findProvider, unknownProviderMessage } from './provider-definitions.ts';
import { toKeyState } from './provider-settings.ts';

/** Changes what is saved. What cannot be changed so is an answer that says why; a value that cannot be right throws INVALID_REQUEST. */
export interface HubEditor {
  configure(request: HubConfigureRequest): HubChangeResponse;
  saveSecret(request: HubSecretRequest): HubChangeResponse;
  setDefaults(request: HubDefaultsRequest): HubChangeResponse;
}

export interface HubEditorOptions {
  readonly store: HubStore;
  /** The providers that a refusal names. */
  readonly kinds: readonly HubProviderKind[];
  /** Its AI Hub is a provider of which nothing is saved here. */
  readonly backend: Backend | null;
  /** Told of each provider whose settings have changed. */
  readonly onChange: (kind: HubProviderKind) => void;
}

export function createHubEditor({ store, kinds, backend, onChange }: HubEditorOptions): HubEditor {
  function refusal(name: string): HubChangeResponse {
    if (backend !== null && name === backendDefinition.kind) return failed(name, notSavedHere(backend), 'INVALID_REQUEST');
    return failed(name.slice(0, 60), unknownProviderMessage(name, kinds), 'UNKNOWN_PROVIDER');
  }

  return {
    configure(request) {
      const kind = findProvider(request.provider)?.kind;
      if (!kind) return refusal(request.provider);
      store.change((current) => configureProvider(current, kind, request));
      onChange(kind);
      return { ok: true, message: `Provider '${kind}' ${request.enabled === false ? 'disabled' : 'configured'}.`, provider: kind };
    },
    saveSecret({ provider, api_key }) {
      const definition = findProvider(provider);
      if (!definition) return refusal(provider);
      if (definition.environment.key.length === 0) return failed(provider, `Provider '${provider}' takes no key.`, 'INVALID_REQUEST');
      const key = checkKey(api_key);
      store.change((current) => saveKey(current, definition.kind, key));
      onChange(definition.kind);
      const { configured, last4 } = toKeyState(key, 'file');
      return { ok: true, message: `${key ? 'Saved the' : 'Removed the saved'} key of '${provider}'.`, provider, configured, last4 };
    },
    setDefaults(request) {
      const names = [request.chat_provider, request.code_provider, request.embeddings_provider];
      const unknown = names.find((name) => name && !findProvider(name));
      if (unknown) return refusal(unknown);
      store.change((current) => setDefaults(current, request));
      return { ok: true, message: 'Defaults saved.', provider: null };
    },
  };
}

function notSavedHere({ origin }: Backend): string {
  return `The AI Hub of the backend is set up in the backend at ${origin}; nothing of it is saved here. Choose it for a run beside Run AI, or with --provider ${backendDefinition.kind}.`;
}

function failed(provider: string, message: string, code: ErrorCode): HubChangeResponse {
  return { ok: false, message, provider, error_code: code };
}
