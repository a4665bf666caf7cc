import { FlowError, type HubConfigureRequest, type HubDefaultsRequest, type HubProviderKind } from '#contract';
import { checkBaseUrl } from './base-url.ts';
import type { HubState, SavedProvider } from './hub-file.ts';
import { isUsableKey } from './provider-settings.ts';

const longestKey = 4096;
type Texts = Readonly<Record<string, string | null | undefined>>;

/** Throws INVALID_REQUEST for a base URL that is refused. Choosing copy only makes it the active provider. */
export function configureProvider(state: HubState, kind: HubProviderKind, request: HubConfigureRequest): HubState {
  const texts = { base_url: request.base_url ? checkBaseUrl(request.base_url) : request.base_url, model: request.model };
  const enabled = request.enabled ?? true;
  const next = withProvider(state, kind, { ...withTexts(state.providers[kind] ?? {}, texts), enabled });
  return kind === 'copy_only' ? chooseCopyOnly(next, enabled) : next;
}

/** An empty key removes the saved one. */
export function saveKey(state: HubState, kind: HubProviderKind, key: string): HubState {
  return withProvider(state, kind, withTexts(state.providers[kind] ?? {}, { api_key: key }));
}

export function setDefaults(state: HubState, request: HubDefaultsRequest): HubState {
  return { ...state, defaults: withTexts(state.defaults, request) };
}

/** A key as it may stand in a header line. Throws INVALID_REQUEST for anything else. */
export function checkKey(text: string): string {
  const key = text.trim();
  if (key.length <= longestKey && isUsableKey(key)) return key;
  throw new FlowError('INVALID_REQUEST', `The key holds white space or characters that no provider uses, or is longer than ${longestKey} characters.`);
}

function chooseCopyOnly(state: HubState, enabled: boolean): HubState {
  if (enabled) return setDefaults(state, { chat_provider: 'copy_only', chat_model: '' });
  return state.defaults.chat_provider === 'copy_only' ? setDefaults(state, { chat_provider: '' }) : state;
}

function withProvider(state: HubState, kind: HubProviderKind, provider: SavedProvider): HubState {
  return { ...state, providers: { ...state.providers, [kind]: provider } };
}

/** Null or absent leaves a text as it is, an empty one removes it. */
function withTexts<Fields extends object>(current: Fields, texts: Texts): Fields {
  const next: Record<string, unknown> = Object.fromEntries(Object.entries(current));
  for (const [name, value] of Object.entries(texts)) {
    if (value === '') delete next[name];
    else if (value !== null && value !== undefined) next[name] = value;
  }
  return next as Fields; // the same fields as before, each of the same type or absent
}
