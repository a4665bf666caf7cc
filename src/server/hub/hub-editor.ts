import type { ErrorCode, HubChangeResponse, HubConfigureRequest, HubDefaultsRequest, HubProviderKind, HubSecretRequest } from '#contract';
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
  readonly kinds: readonly HubProviderKind[];
  /** Told of each provider whose settings have changed. */
  readonly onChange: (kind: HubProviderKind) => void;
}

export function createHubEditor({ store, kinds, onChange }: HubEditorOptions): HubEditor {
  return {
    configure(request) {
      const kind = findProvider(request.provider)?.kind;
      if (!kind) return refusal(request.provider, kinds);
      store.change((current) => configureProvider(current, kind, request));
      onChange(kind);
      return { ok: true, message: `Provider '${kind}' ${request.enabled === false ? 'disabled' : 'configured'}.`, provider: kind };
    },
    saveSecret({ provider, api_key }) {
      const definition = findProvider(provider);
      if (!definition) return refusal(provider, kinds);
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
      if (unknown) return refusal(unknown, kinds);
      store.change((current) => setDefaults(current, request));
      return { ok: true, message: 'Defaults saved.', provider: null };
    },
  };
}

/** The answer for a name under which nothing is saved. */
function refusal(name: string, kinds: readonly HubProviderKind[]): HubChangeResponse {
  return failed(name.slice(0, 60), unknownProviderMessage(name, kinds), 'UNKNOWN_PROVIDER');
}

function failed(provider: string, message: string, code: ErrorCode): HubChangeResponse {
  return { ok: false, message, provider, error_code: code };
}
